"""Who may do all that, when: the services, the jobs of large files, the uploads on the disk."""
