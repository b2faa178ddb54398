"""The edge of the server: what every request passes, and the files of the web app."""
