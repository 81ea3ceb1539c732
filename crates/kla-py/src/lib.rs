//! The JSON door for Python: a request as text in, a response as text out. What Python people see is the
//! package in `python/kla`.

/// The module `kla._kla`.
#[pyo3::pymodule]
mod _kla {
    use pyo3::prelude::*;

    /// Answers a request, while other Python threads run on.
    #[pyfunction]
    fn call(py: Python<'_>, request: &str) -> String {
        py.detach(|| kla_door::call(request))
    }

    /// The text of a file and nothing, or nothing and the response that refuses it.
    #[pyfunction]
    fn text_of(name: &str, data: Vec<u8>) -> (Option<String>, Option<String>) {
        match kla_door::text_of(name, data) {
            Ok(text) => (Some(text), None),
            Err(response) => (None, Some(response)),
        }
    }

    /// The text of the result in a response; `None` where there is none.
    #[pyfunction]
    fn result_of(response: &str) -> Option<&str> {
        kla_door::result_of(response)
    }
}
