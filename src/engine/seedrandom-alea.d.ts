// @types/seedrandom describes the package's entry only, which would load all seven generators and Node's crypto
declare module "seedrandom/lib/alea.js" {
  interface Alea {
    /** Uniform in [0, 1), a multiple of 2^-32. */
    (): number;
    /** Uniform in [0, 1), a multiple of 2^-53. */
    double(): number;
  }

  export default function alea(seed: string): Alea;
}
