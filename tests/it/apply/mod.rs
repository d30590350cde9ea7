//! Applying: from a draft to the receipt, replacing, withdrawing.

mod added_value;
mod evidence;
mod filling_in;
mod new_version;
mod pages;
mod returning;
mod sending_in;
mod taking_back;
mod together;
