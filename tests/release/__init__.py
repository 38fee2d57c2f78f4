"""What goes out of the door: the package, its locks, notices, image and workflows."""
