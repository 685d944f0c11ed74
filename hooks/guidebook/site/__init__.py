"""What the site alone needs: cards, feed, policy, addresses that last, links that lead out."""
