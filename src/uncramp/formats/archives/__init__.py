"""What a runner drops on the program: files, folders, gzip, zip, zips in zips, and the exports of services."""
