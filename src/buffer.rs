//! Buffers that are reused from text to text: how much memory they hold.

/// The bytes that a list holds, whether they are in use or not.
pub(crate) fn held<T>(list: &Vec<T>) -> usize {
    list.capacity() * size_of::<T>()
}
