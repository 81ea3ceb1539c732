//! Answers as workbooks and CSV tables, and back.
