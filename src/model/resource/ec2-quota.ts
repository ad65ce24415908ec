import { invariant } from "../../base/invariant.ts";

/** A launch that waits for room: what `withdraw` knows it by. */
export interface Ec2QuotaRequest {
  readonly count: number;
  readonly onGranted: () => void;
}

/**
 * The account's limit on EC2 instances in a region, which all pipelines share: a launch that would pass it waits, first
 * come first served, until instances are terminated (2.5, 7.3). A small launch does not overtake a large one, but for
 * replacements: the clusters that wait for them hold room that others wait for.
 */
export class Ec2Quota {
  private readonly limit: number;
  private inUse = 0;
  private readonly waiting = new Set<Ec2QuotaRequest>();
  /** In front of all others. */
  private readonly replacements = new Set<Ec2QuotaRequest>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** `onGranted` is called within this call if there is room, else within the one that makes room. */
  request(count: number, onGranted: () => void): Ec2QuotaRequest {
    invariant(count <= this.limit, "a resource alone needs no more EC2 instances than the account may have");
    if (this.waiting.size === 0 && this.replacements.size === 0 && this.inUse + count <= this.limit) {
      this.inUse += count;
      onGranted();
      return { count, onGranted };
    }
    return this.wait({ count, onGranted }, this.waiting);
  }

  /** As `request`, for one EC2 instance in place of one that is shutting down (5.2). */
  requestReplacement(onGranted: () => void): Ec2QuotaRequest {
    return this.wait({ count: 1, onGranted }, this.replacements);
  }

  /** Gives up waiting; those behind may have room now. */
  withdraw(request: Ec2QuotaRequest): void {
    this.waiting.delete(request);
    this.replacements.delete(request);
    this.grant();
  }

  /** Instances are terminated. */
  release(count: number): void {
    this.inUse -= count;
    this.grant();
  }

  private wait(request: Ec2QuotaRequest, line: Set<Ec2QuotaRequest>): Ec2QuotaRequest {
    line.add(request);
    this.grant();
    return request;
  }

  private grant(): void {
    if (this.waiting.size === 0 && this.replacements.size === 0) return;
    for (const line of [this.replacements, this.waiting]) {
      for (const request of line) {
        if (this.inUse + request.count > this.limit) return;
        line.delete(request);
        this.inUse += request.count;
        request.onGranted();
      }
    }
  }
}
