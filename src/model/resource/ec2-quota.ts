import { invariant } from "../../base/invariant.ts";

/** A launch that waits for room: what `withdraw` knows it by. */
export interface Ec2QuotaRequest {
  readonly count: number;
  readonly onGranted: () => void;
}

/**
 * The account's limit on EC2 instances in a region, which all pipelines share: a launch that would pass it waits, first
 * come first served, until instances are terminated (2.5, 7.3). A small launch does not overtake a large one.
 */
export class Ec2Quota {
  private readonly limit: number;
  private inUse = 0;
  private readonly waiting = new Set<Ec2QuotaRequest>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** `onGranted` is called within this call if there is room, else within the one that makes room. */
  request(count: number, onGranted: () => void): Ec2QuotaRequest {
    invariant(count <= this.limit, "a resource alone needs no more EC2 instances than the account may have");
    const request = { count, onGranted };
    this.waiting.add(request);
    this.grant();
    return request;
  }

  /** Gives up waiting; those behind may have room now. */
  withdraw(request: Ec2QuotaRequest): void {
    this.waiting.delete(request);
    this.grant();
  }

  /** Instances are terminated. */
  release(count: number): void {
    this.inUse -= count;
    this.grant();
  }

  private grant(): void {
    for (const request of this.waiting) {
      if (this.inUse + request.count > this.limit) return;
      this.waiting.delete(request);
      this.inUse += request.count;
      request.onGranted();
    }
  }
}
