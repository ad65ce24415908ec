/**
 * Millions of revolutions until 23 ball bearings failed.
 * Source: J. Lieblein, M. Zelen, Journal of Research of the National Bureau of Standards 57 (1956).
 */
export const BALL_BEARINGS: readonly number[] = [
  17.88, 28.92, 33, 41.52, 42.12, 45.6, 48.8, 51.84, 51.96, 54.12, 55.56, 67.8, 68.64, 68.64, 68.88, 84.12, 93.12,
  98.64, 105.12, 105.84, 127.92, 128.04, 173.4,
];

/**
 * Hours between 30 failures of the air conditioning of aeroplane 7912.
 * Source: F. Proschan, Technometrics 5 (1963).
 */
export const AIR_CONDITIONING: readonly number[] = [
  23, 261, 87, 7, 120, 14, 62, 47, 225, 71, 246, 21, 42, 20, 5, 12, 120, 11, 3, 14, 71, 11, 14, 11, 16, 90, 1, 16, 52,
  95,
];

/**
 * Weeks of remission of 21 patients treated with 6-mercaptopurine, of whom 12 were still well.
 * Source: E. J. Freireich et al., Blood 21 (1963), as in E. A. Gehan, Biometrika 52 (1965).
 */
export const REMISSION = {
  ended: [6, 6, 6, 7, 10, 13, 16, 22, 23],
  censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
} as const;
