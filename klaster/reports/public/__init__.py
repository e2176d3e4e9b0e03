"""What everyone may read of a programme: figures without names, few families hidden."""
