"""The page of every act: its form, its rehearsal, and what waits for a second person."""
