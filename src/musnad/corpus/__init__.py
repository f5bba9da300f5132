"""The whole flow over many articles at once, as tasks over files: what one machine and a cluster run alike."""
