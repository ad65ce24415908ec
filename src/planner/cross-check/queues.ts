/** A queue to which customers come by chance (Poisson) and which serves them in the order in which they came. */
export interface QueueShape {
  readonly servers: number;
  readonly meanInterarrival: number;
  readonly service: { readonly mean: number; readonly variance: number };
  readonly isExponential: boolean;
}

/** The mean wait in the long run, and the law that gives it. */
export interface QueueLaw {
  readonly law: string;
  readonly meanWait: number;
}

/** Undefined where there is no exact answer, or the queue grows for ever. */
export function queueLaw({ servers, meanInterarrival, service, isExponential }: QueueShape): QueueLaw | undefined {
  const load = service.mean / (servers * meanInterarrival);
  if (!(load < 1)) return undefined;
  if (isExponential)
    return { law: `M/M/${servers} (Erlang C)`, meanWait: erlangC(servers, service.mean, meanInterarrival) };
  if (servers > 1) return undefined;
  const name = service.variance === 0 ? "M/D/1" : "M/G/1";
  // mean residual work seen on arrival, over the share of time that the server is free
  const meanWait = (service.variance + service.mean ** 2) / (2 * meanInterarrival * (1 - load));
  return { law: `${name} (Pollaczek-Khinchine)`, meanWait };
}

/**
 * Mean wait of an M/M/c queue.
 * Source: A. K. Erlang, Solution of some problems in the theory of probabilities (1917), by the recursion for the
 * blocking probability, which overflows for no number of servers.
 */
function erlangC(servers: number, meanService: number, meanInterarrival: number): number {
  const offered = meanService / meanInterarrival;
  let blocking = 1;
  for (let count = 1; count <= servers; count++) blocking = (offered * blocking) / (count + offered * blocking);
  const waiting = blocking / (1 - (offered / servers) * (1 - blocking));
  return waiting / (servers / meanService - 1 / meanInterarrival);
}
