"""Who works here: organisations, which are also the tenants that everything else belongs to."""
