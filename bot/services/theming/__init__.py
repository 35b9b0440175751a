"""From signals to themes: grouping by meaning, lasting ids, labels, quotes and weights. Pure: values in, values out."""
