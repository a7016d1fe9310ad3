"""The prover: walks every state that a card can come into, and tells what in a procedure is not safe to use."""
