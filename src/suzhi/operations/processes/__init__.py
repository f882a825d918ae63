"""The processes of one installation: the embedded database, the web server, the worker, the supervisor."""
