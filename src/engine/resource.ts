import { invariant } from "../base/invariant.ts";
import type { Simulation } from "./simulation.ts";
import { type Place, WaitingLine } from "./waiting-line.ts";

/** One unit of a resource: asked for, and then held until it is released. */
export interface ResourceRequest {
  readonly priority: number;
  readonly requestedAtMs: number;
}

/** What can happen to a request. */
export type ResourceChange = "REQUESTED" | "GRANTED" | "RELEASED" | "CANCELLED";

/** Hears of every change, after it; what it counts is its own affair. */
export type ResourceObserver = (change: ResourceChange, request: ResourceRequest, resource: Resource) => void;

type OnGranted = (request: ResourceRequest) => void;

interface Ask {
  readonly request: ResourceRequest;
  readonly onGranted: OnGranted;
}

/**
 * Something of which `capacity` units can be in use at once; who finds none free waits, by priority (the lower number
 * first) and then in the order of asking.
 *
 * A unit is granted as soon as it is free: `onGranted` is called within `request` or `release`, not by an event. Requests
 * made from within `onGranted` are looked at when it has returned, so that grants never nest.
 */
export class Resource {
  readonly capacity: number;
  private readonly simulation: Simulation;
  private readonly observer: ResourceObserver | undefined;
  private readonly line = new WaitingLine<Ask>();
  private readonly places = new Map<ResourceRequest, Place<Ask>>();
  private readonly holders = new Set<ResourceRequest>();
  private isGranting = false;

  constructor(simulation: Simulation, capacity: number, observer?: ResourceObserver) {
    invariant(Number.isInteger(capacity) && capacity >= 1, "a resource has at least one unit");
    this.simulation = simulation;
    this.capacity = capacity;
    this.observer = observer;
  }

  get inUse(): number {
    return this.holders.size;
  }

  get waitingCount(): number {
    return this.line.length;
  }

  /** Asks for one unit. */
  request(onGranted: OnGranted, priority = 0): ResourceRequest {
    const request = { priority, requestedAtMs: this.simulation.now };
    this.places.set(request, this.line.add({ request, onGranted }, priority));
    this.observer?.("REQUESTED", request, this);
    this.grantWhatIsFree();
    return request;
  }

  /** @throws InvariantError when the request does not hold a unit. */
  release(request: ResourceRequest): void {
    invariant(this.holders.delete(request), "only a unit that is held is released");
    this.observer?.("RELEASED", request, this);
    this.grantWhatIsFree();
  }

  /** Gives up waiting. Answers false when the request was granted, or cancelled before. */
  cancel(request: ResourceRequest): boolean {
    const place = this.places.get(request);
    if (place === undefined) return false;
    this.places.delete(request);
    this.line.remove(place);
    this.observer?.("CANCELLED", request, this);
    return true;
  }

  private grantWhatIsFree(): void {
    if (this.isGranting) return;
    this.isGranting = true;
    try {
      while (this.inUse < this.capacity) {
        const ask = this.line.shift();
        if (ask === undefined) break;
        this.grant(ask);
      }
    } finally {
      this.isGranting = false;
    }
  }

  private grant({ request, onGranted }: Ask): void {
    this.places.delete(request);
    this.holders.add(request);
    this.observer?.("GRANTED", request, this);
    onGranted(request);
  }
}
