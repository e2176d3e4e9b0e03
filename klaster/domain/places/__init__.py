"""Areas by official code: province to village, with editions and other spellings."""
