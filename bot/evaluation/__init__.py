"""How well the product answers, measured on questions whose right records are known."""
