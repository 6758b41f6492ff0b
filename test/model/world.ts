/**
 * Real calls (web/src/session) on the real rules and event handlers (signaling/src), joined by a network in memory
 * that does what a test tells it: loses lines and answers, replays, restarts the server. Time passes only on demand.
 */
import { type AnsweredEventName, parseClientEvent, type ServerEvent, type ServerEventName } from '#protocol';
import { createLinkReports } from '../../signaling/src/core/link-reports.ts';
import { createResumeTokens } from '../../signaling/src/core/resume-tokens.ts';
import { createRoomOpening, type RoomOpening } from '../../signaling/src/core/room-opening.ts';
import { type Connection, Rooms } from '../../signaling/src/core/rooms.ts';
import { createTestClock } from '../../signaling/src/core/testing/test-clock.ts';
import { createTurnCredentials } from '../../signaling/src/core/turn-credentials.ts';
import type { ClientEventHandler } from '../../signaling/src/realtime/client-event-handler.ts';
import { handlers } from '../../signaling/src/realtime/handlers.ts';
import { createCall } from '../../web/src/session/call.ts';
import type {
  KeyValueStorage,
  MeshPort,
  SignalingHandlers,
  SignalingPort,
} from '../../web/src/session/ports.ts';
import type { RoomKey } from '../../web/src/session/room-key.ts';
import { writeOwnerKey } from '../../web/src/session/seat-storage.ts';
import type { Call } from '../../web/src/session/view.ts';
import { inertMedia, inertScreen } from './inert-media.ts';

export interface Page {
  readonly name: string;
  readonly call: Call;
  /** To whom this page holds a peer connection, and to which page load of theirs it was made. */
  readonly links: Map<string, number | undefined>;
  readonly tabStorage: MemoryStorage;
  /** The line breaks; the server notices now or, as with a dead phone, only when the line would have timed out. */
  loseLine(noticed: boolean): void;
  /** The line breaks and no other is to be had, until it is plugged in. */
  cutOff(): void;
  plugIn(): void;
  /** The answer to what is asked next gets lost, and the line with it. */
  loseNextAnswer(): void;
  /** Whatever the server might say to this page, true or not. */
  inject<Name extends ServerEventName>(name: Name, data: ServerEvent<Name>): void;
  /** The page is gone from the browser: reload, crash, closed tab. */
  unload(): void;
}

interface MemoryStorage extends KeyValueStorage {
  copy(): KeyValueStorage;
  values(): string[];
}

const CAPACITY = 4;
const RECONNECT_MS = 1_000;
const SERVER_NOTICES_MS = 15_000;

export class World {
  readonly clock = createTestClock();
  /** Every signal that ever passed, for replay. */
  readonly signals: ServerEvent<'signal'>[] = [];
  readonly reported: unknown[] = [];
  /** The page load behind each seat that was ever given. */
  readonly pageLoads = new Map<string, number>();
  /** What is on its way to pages: like a WebSocket, in order and one message at a time. */
  readonly inTransit: (() => void)[] = [];
  readonly #roomKey: RoomKey;
  #roomOpening: RoomOpening;
  readonly #locks = new Map<string, object>();
  #peers = 0;
  #randoms = 0;
  #loads = 0;
  #rooms = this.#startServer();
  /** Grows when the server starts anew: lines to the old one are dead. */
  #serverLife = 0;
  readonly #lines = new Set<{ break(noticed: boolean): void }>();

  /** @param createPassword what opens rooms on this server; null: anybody may */
  constructor(roomKey: RoomKey, createPassword: string | null = null) {
    this.#roomKey = roomKey;
    this.#roomOpening = createRoomOpening({ createPassword, clock: this.clock });
  }

  restartServer(): void {
    this.clock.advance(1);
    this.#serverLife++;
    this.#rooms = this.#startServer();
    for (const line of this.#lines) line.break(false);
  }

  changeCreatePassword(createPassword: string): void {
    this.#roomOpening = createRoomOpening({ createPassword, clock: this.clock });
  }

  openPage(
    name: string,
    options: { ownerKey?: string | undefined; tabStorage?: KeyValueStorage } = {},
  ): Page {
    const owner = {};
    const tabStorage = memoryStorage(options.tabStorage);
    const storage = memoryStorage();
    if (options.ownerKey !== undefined && this.#roomKey.kind === 'generated') {
      writeOwnerKey(storage, this.#roomKey.ownerTag, options.ownerKey);
    }
    const links = new Map<string, number | undefined>();
    const line = this.#createLine(++this.#loads);
    const call = createCall(this.#roomKey, {
      signaling: line,
      createMesh: () => recordingMesh(links, this.pageLoads),
      media: inertMedia(),
      screen: inertScreen(),
      clock: this.clock,
      random: (bytes) => new Uint8Array(bytes).fill(++this.#randoms),
      tabStorage,
      storage,
      holdLock: async (lock) => {
        const holder = this.#locks.get(lock) ?? owner;
        this.#locks.set(lock, holder);
        return holder === owner;
      },
      origin: 'https://call.example.org',
      build: null,
      report: (error) => void this.reported.push(error),
    });
    call.name.value = name;
    return {
      ...{ name, call, links, tabStorage },
      loseLine: (noticed) => line.break(noticed),
      cutOff: () => line.setCut(true),
      plugIn: () => line.setCut(false),
      loseNextAnswer: () => line.loseNextAnswer(),
      inject: (event, data) => line.hear(event, data),
      unload: () => {
        line.unplug();
        for (const [lock, holder] of this.#locks) if (holder === owner) this.#locks.delete(lock);
      },
    };
  }

  #startServer(): Rooms {
    const clock = this.clock;
    return new Rooms({
      clock,
      tokens: createResumeTokens('k'.repeat(32), () => clock.now()),
      newPeerId: () => `peer-${String(++this.#peers).padStart(3, '0')}`.padEnd(16, '-'),
      capacity: CAPACITY,
      maxRooms: 4,
    });
  }

  #createLine(load: number) {
    const world = this;
    const turnCredentials = createTurnCredentials({
      urls: () => ['turn:203.0.113.10:3478'],
      secret: () => 's'.repeat(32),
      ttlSeconds: 3600,
      now: () => this.clock.now(),
    });
    let page: SignalingHandlers | null = null;
    let connection: Connection | null = null;
    let life = 0;
    let answerLost = false;
    let isCut = false;
    let cancelReconnect: () => void = () => undefined;

    function connect(): void {
      if (isCut) {
        cancelReconnect = world.clock.schedule(connect, RECONNECT_MS);
        return;
      }
      life = world.#serverLife;
      const mine: Connection = {
        send(name, data) {
          if (name === 'signal') world.signals.push(data as ServerEvent<'signal'>);
          world.inTransit.push(() => {
            if (connection === mine) page?.onEvent(name, data);
          });
        },
      };
      connection = mine;
      page?.onConnected();
    }

    function lose(noticed: boolean): void {
      const lost = connection;
      if (lost === null) return;
      connection = null;
      const rooms = world.#rooms;
      if (life === world.#serverLife) {
        if (noticed) rooms.handleDisconnect(lost);
        else world.clock.schedule(() => rooms.handleDisconnect(lost), SERVER_NOTICES_MS);
      }
      page?.onDisconnected();
      cancelReconnect = world.clock.schedule(connect, RECONNECT_MS);
    }

    const line: SignalingPort = {
      open(handlers) {
        page = handlers;
        if (connection === null) connect();
        else handlers.onConnected();
      },
      async ask(name, data) {
        const asking = connection;
        if (asking === null || life !== world.#serverLife) return null;
        const parsed = parseClientEvent(name, data);
        if (!parsed.ok) throw new Error(`a page of ours sent a malformed ${name}`);
        const refuseOpening = (password: string | undefined) =>
          world.#roomOpening.refusal('one address', password);
        const handler = handlers[name] as ClientEventHandler<AnsweredEventName>;
        const answer = handler(
          {
            connection: asking,
            rooms: world.#rooms,
            turnCredentials,
            refuseOpening,
            addressKey: 'one address',
            pageBuild: null,
            callReports: false,
            linkReports: createLinkReports(() => undefined),
          },
          parsed.value as never,
        );
        if ('self' in answer) world.pageLoads.set(answer.self, load);
        if (answerLost) {
          answerLost = false;
          lose(true);
          return null;
        }
        return new Promise((resolve) => {
          world.inTransit.push(() => resolve(connection === asking ? (answer as never) : null));
        });
      },
      signal(to, payload) {
        if (connection === null || life !== world.#serverLife) return;
        const code = world.#rooms.relay(connection, { to, payload });
        const asking = connection;
        world.inTransit.push(() => {
          if (code !== null && connection === asking) page?.onEvent('signal:refused', { to, code });
        });
      },
      isConnected: () => connection !== null,
      heardAt: () => null,
      slowestAnswerMs: () => null,
      reconnect: () => lose(true),
      close() {
        page = null;
        lose(true);
        cancelReconnect();
      },
    };
    const control = {
      break: lose,
      setCut: (cut: boolean) => {
        isCut = cut;
        if (cut) lose(true);
      },
      loseNextAnswer: () => {
        answerLost = true;
      },
      hear: <Name extends ServerEventName>(name: Name, data: ServerEvent<Name>) => page?.onEvent(name, data),
      unplug: () => line.close(),
    };
    this.#lines.add(control);
    return { ...line, ...control };
  }
}

function recordingMesh(links: Map<string, number | undefined>, loads: Map<string, number>): MeshPort {
  return {
    reporting: null,
    setIceServers: () => undefined,
    add: (id) => void links.set(id, loads.get(id)),
    replace: (id) => void links.set(id, loads.get(id)),
    remove: (id) => void links.delete(id),
    handleSignal: () => undefined,
    sendMessage: () => false,
    check: () => undefined,
    checkAll: () => undefined,
    readVoices: () => null,
    expectMedia: () => undefined,
    setShownLines: () => undefined,
    close: () => links.clear(),
  };
}

function memoryStorage(from?: KeyValueStorage): MemoryStorage {
  const values = new Map<string, string>(
    (from as { entries?: [string, string][] } | undefined)?.entries ?? [],
  );
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    values: () => [...values.values()],
    copy: () => ({ ...memoryStorage(), entries: [...values] }) as KeyValueStorage,
  };
}
