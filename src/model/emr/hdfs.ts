import type { InstantMs } from "../../base/instant.ts";
import type { HdfsPlan } from "../plan.ts";
import type { World } from "../world.ts";

/**
 * A cluster's file system: each block lies on as many core instances as its replication says. Data are lost when so many
 * are lost before the blocks of the first have been copied again (5.3). Assumption: a cluster has so many blocks that some
 * lie just on those that were lost.
 */
export class Hdfs {
  private readonly world: World;
  private readonly plan: HdfsPlan;
  private readonly purpose: string;
  /** Losses whose blocks have not as many copies again. */
  private losses: InstantMs[] = [];

  /** @param purpose part of the names of its random streams */
  constructor(world: World, plan: HdfsPlan, purpose: string) {
    this.world = world;
    this.plan = plan;
    this.purpose = purpose;
  }

  /** The cluster goes on without a core instance, and waits for others. */
  get outlivesCore(): boolean {
    return this.plan.outlivesCore === true;
  }

  /** A core instance is lost. Answers why what runs fails, if it does: a sentence. */
  lose(): string | undefined {
    const { world, plan, purpose } = this;
    const { replication, recoveryMs, lossFails } = plan;
    this.losses = [...this.losses.filter((atMs) => world.now - atMs < recoveryMs), world.now];
    if (this.losses.length < replication) return undefined;
    this.losses = [];
    if (!world.drawChance(lossFails, `hdfsLoss/${purpose}`)) return undefined;
    const howMany = replication === 1 ? "a core instance" : `${replication} core instances one soon after another`;
    return `HDFS lost data with ${howMany}, at a replication of ${replication} (5.3)`;
  }
}
