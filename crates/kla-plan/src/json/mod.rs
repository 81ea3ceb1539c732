//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.
