/**
 * A map from integers to things that come and go all the time, such as the instances of a year of which a few live at
 * once. It does what a `Map` does, without new tables as things come and go: those of a Map that is old are old as well,
 * and what they hold looks alive to V8's collector of young objects, so that all of it is moved about and kept for long.
 */
export class LiveMap<Value> {
  private keys = new Float64Array(8);
  private orders = new Float64Array(8);
  /** Undefined where a place is free. A power of two of places, at most half of them taken. */
  private values: (Value | undefined)[] = emptyPlaces(8);
  private addedCount = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(key: number): Value | undefined {
    return this.values[this.placeOf(key)];
  }

  has(key: number): boolean {
    return this.get(key) !== undefined;
  }

  set(key: number, value: Value): void {
    const place = this.placeOf(key);
    if (this.values[place] !== undefined) {
      this.values[place] = value;
      return;
    }
    this.put(place, key, this.addedCount++, value);
    this.count += 1;
    if (2 * this.count > this.values.length) this.grow();
  }

  /** Those behind a place that becomes free move up, if they had to give way: a search ends at the first free place. */
  delete(key: number): void {
    const { keys, orders, values } = this;
    const mask = values.length - 1;
    let free = this.placeOf(key);
    if (values[free] === undefined) return;
    this.count -= 1;
    for (let place = (free + 1) & mask; values[place] !== undefined; place = (place + 1) & mask) {
      const steps = (place - (hash(keys[place] ?? 0) & mask)) & mask;
      if (steps < ((place - free) & mask)) continue;
      this.put(free, keys[place] ?? 0, orders[place] ?? 0, values[place]);
      free = place;
    }
    values[free] = undefined;
  }

  /** In the order in which they came. */
  list(): Value[] {
    const places = [...this.values.keys()].filter((place) => this.values[place] !== undefined);
    places.sort((a, b) => (this.orders[a] ?? 0) - (this.orders[b] ?? 0));
    return places.flatMap((place) => this.values[place] ?? []);
  }

  /** Where a key is, or would be. */
  private placeOf(key: number): number {
    const { keys, values } = this;
    const mask = values.length - 1;
    let place = hash(key) & mask;
    while (values[place] !== undefined && keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  private put(place: number, key: number, order: number, value: Value | undefined): void {
    this.keys[place] = key;
    this.orders[place] = order;
    this.values[place] = value;
  }

  private grow(): void {
    const { keys, orders, values } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.orders = new Float64Array(2 * keys.length);
    this.values = emptyPlaces(2 * keys.length);
    for (const [place, value] of values.entries()) {
      const key = keys[place] ?? 0;
      if (value !== undefined) this.put(this.placeOf(key), key, orders[place] ?? 0, value);
    }
  }
}

function emptyPlaces(count: number): undefined[] {
  return new Array<undefined>(count).fill(undefined);
}

/** Mixes all bits of an integer: keys are indexes, or instants that differ by whole periods. */
function hash(key: number): number {
  const high = Math.floor(key / 2 ** 32);
  const mixed = Math.imul(key ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
