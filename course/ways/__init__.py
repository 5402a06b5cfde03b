"""The ways into a lesson: each one module, one row of the shelf, one template."""
