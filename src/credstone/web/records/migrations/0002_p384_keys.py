from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="credential",
            name="key_type",
            field=models.CharField(
                choices=[("Ed25519", "Ed25519"), ("P-256", "P-256"), ("P-384", "P-384")],
                max_length=16,
            ),
        ),
    ]
