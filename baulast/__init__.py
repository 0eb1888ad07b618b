"""The domain of baulast: values and rules, without files, network or programs."""
