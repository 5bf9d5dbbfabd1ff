"""What humans correct about people and quotations, and what the review page asks them."""
