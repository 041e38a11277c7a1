/** What the shop's parts tell each other. */
export type Events = { pay: string };

export interface Bus {
  on<K extends keyof Events>(event: K, handler: (value: Events[K]) => void): void;
  emit<K extends keyof Events>(event: K, value: Events[K]): void;
}

// The page loads the emitter as a script of its own, before this one.
declare const mitt: () => Bus;

export const bus: Bus = mitt();
