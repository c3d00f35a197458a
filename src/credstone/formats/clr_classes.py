"""The classes of the Comprehensive Learner Record 2.0 as data, beside those of Open Badges 3.0.

Typed in from its data model. What a record shares with a badge (Achievement, Profile, Evidence
and their kin) stands in ``openbadges_classes``; the credentials inside are credentials of their
own and are looked at in ``clr_types``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from credstone.formats.openbadges_classes import Class, Enumeration, Member, Scalar

CLR_CLASSES: Mapping[str, Class] = MappingProxyType(
    {
        "ClrCredential": Class(
            {
                "id": Member(Scalar.URI, required=True),
                "name": Member(Scalar.TEXT, required=True),
                "description": Member(Scalar.TEXT),
                "issuer": Member("Profile", required=True, or_uri=True),
                "validFrom": Member(Scalar.INSTANT, required=True),
                "validUntil": Member(Scalar.INSTANT),
                "awardedDate": Member(Scalar.INSTANT),
                "partial": Member(Scalar.TRUTH),
                "image": Member("Image", or_uri=True),
                "credentialSubject": Member("ClrSubject", required=True),
                "evidence": Member("Evidence", many=True),
                "endorsement": Member("EndorsementCredential", many=True),
                "endorsementJwt": Member(Scalar.TOKEN, many=True),
            }
        ),
        "ClrSubject": Class(
            {
                "id": Member(Scalar.URI),
                "identifier": Member("IdentityObject", many=True),
                "achievement": Member("Achievement", many=True),
                "association": Member("Association", many=True),
            }
        ),
        "Association": Class(
            {
                "associationType": Member("AssociationType", required=True),
                "sourceId": Member(Scalar.URI, required=True),
                "targetId": Member(Scalar.URI, required=True),
            }
        ),
    }
)

CLR_ENUMERATIONS: Mapping[str, Enumeration] = MappingProxyType(
    {
        "AssociationType": Enumeration(
            frozenset(
                (
                    "exactMatchOf",
                    "isChildOf",
                    "isParentOf",
                    "isPartOf",
                    "isPeerOf",
                    "isRelatedTo",
                    "precedes",
                    "replacedBy",
                )
            ),
            extensible=False,
        )
    }
)
