import { type LinkPath, worsePath } from './selected-path.ts';

/** The route as both ends see it: each end knows only how it reaches its own relay, so they tell each other. */
export class SharedPath {
  readonly #tell: (path: LinkPath) => void;
  #own: LinkPath | null = null;
  #peers: LinkPath | null = null;
  #told: LinkPath | null = null;

  constructor(tell: (path: LinkPath) => void) {
    this.#tell = tell;
  }

  /** The worse of both ends; null until this end knows its own. */
  get path(): LinkPath | null {
    return this.#own && worsePath(this.#own, this.#peers ?? this.#own);
  }

  /** Tells the peer, if that is news. A direct path is what a peer takes for granted. */
  setOwn(path: LinkPath): void {
    this.#own = path;
    if (path === (this.#told ?? 'direct')) return;
    this.#told = path;
    this.#tell(path);
  }

  setPeers(path: LinkPath): void {
    this.#peers = path;
  }

  /** What was told may have been lost. */
  tellAgain(): void {
    if (this.#told !== null) this.#tell(this.#told);
  }

  /** Another peer connection: another route. */
  forget(): void {
    this.#own = null;
    this.#peers = null;
    this.#told = null;
  }
}
