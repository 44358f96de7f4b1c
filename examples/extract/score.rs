//! Scores as they are shown, in every format the same.

/// The score in hundredths, cut and not rounded: the greatest that `--min-score` lets pass. So what is shown as 0.99 is reported
/// with `--min-score 0.99`, and 1.00 is only what is reported with 1.
pub fn shown(score: f32) -> f64 {
    let nearest = (f64::from(score) * 100.0).round();
    // Compared as the option is: 0.58 as `f32` is less than 58 hundredths as `f64`.
    let passes = (nearest / 100.0) as f32 <= score;
    (if passes { nearest } else { nearest - 1.0 }) / 100.0
}
