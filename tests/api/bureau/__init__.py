"""Credit reports, disputes, checkpoints and attachments, by HTTP."""
