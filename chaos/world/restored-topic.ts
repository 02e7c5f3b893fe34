import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosDatabase } from './database.ts';
import type { ConsumerGuard } from './kafka-order.ts';
import type { KafkaProcess } from './kafka-process.ts';
import { KafkaScene } from './kafka-scene.ts';
import type { World } from './world.ts';

/** Longer than a lease that nobody gave back, and than a group waits for a member. */
const LOOK_MS = 15_000;

/** A topic that is not restored with the rest, its relay, and a subscriber that stops before the copy is taken. */
export class RestoredTopic {
  private readonly scene: KafkaScene;
  private readonly relay: KafkaProcess;
  private readonly subscriber: KafkaProcess;

  private constructor(scene: KafkaScene, relay: KafkaProcess, subscriber: KafkaProcess) {
    this.scene = scene;
    this.relay = relay;
    this.subscriber = subscriber;
  }

  static async open(world: World): Promise<RestoredTopic> {
    const scene = await KafkaScene.open(world, 1);
    await scene.projection();
    const relay = await scene.relay({ name: 'relay' });
    return new RestoredTopic(scene, relay, await scene.consumer({ name: 'subscriber' }));
  }

  unsubscribe(): Promise<void> {
    return this.subscriber.end();
  }

  /** When it tells everything. */
  async end(): Promise<void> {
    await this.scene.relayed();
    await this.relay.end();
  }

  async relayFor({ appUrl }: ChaosDatabase, name: string): Promise<void> {
    const relay = await this.scene.relay({ name }, appUrl);
    await pause(LOOK_MS);
    await relay.end();
  }

  async subscribeFor({ appUrl }: ChaosDatabase, name: string, guard: ConsumerGuard | undefined): Promise<void> {
    const order = guard === undefined ? { name } : { name, without: guard };
    const subscriber = await this.scene.consumer(order, appUrl);
    await pause(LOOK_MS);
    await subscriber.end();
  }
}
