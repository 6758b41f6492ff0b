import { fileURLToPath } from 'node:url';
import type { Host } from '../lab/host.ts';
import { LabProcess } from '../lab/lab-process.ts';

const program = fileURLToPath(new URL('../lab/programs/decoy.ts', import.meta.url));

/** What arrived at a decoy. */
export interface Heard {
  readonly protocol: 'udp' | 'tcp';
  readonly port: number;
  readonly from: string;
  readonly data: string;
}

/** Listens where nobody is to send to. */
export class Decoy {
  readonly #process: LabProcess;

  private constructor(process: LabProcess) {
    this.#process = process;
  }

  /** On every address of a host, also those of container networks. */
  static on(host: Host, ports: readonly number[]): Promise<Decoy> {
    return Decoy.#started(host.spawn(process.execPath, [program, ...ports.map(String)]));
  }

  /** On every address that a container has, loopback included. */
  static inside(pid: number, ports: readonly number[]): Promise<Decoy> {
    const enter = ['nsenter', '--target', String(pid), '--net'];
    return Decoy.#started(new LabProcess([...enter, process.execPath, program, ...ports.map(String)]));
  }

  static async #started(process: LabProcess): Promise<Decoy> {
    await process.waitForOutput(/^listening$/m);
    return new Decoy(process);
  }

  heard(): readonly Heard[] {
    return [...this.#process.stdout.matchAll(/^heard (.+)$/gm)].map(([, json = '']) => JSON.parse(json));
  }

  async close(): Promise<void> {
    await this.#process.kill();
  }
}
