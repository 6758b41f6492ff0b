import type { CallReport } from '#protocol';
import type { TrackListener } from './media/create-local-media.ts';
import type { ScreenShareWithTracks } from './media/screen-share.ts';
import { browserVersion } from './report/browser-version.ts';
import { createCallRecord } from './report/call-record.ts';
import { createReporting } from './report/call-reporting.ts';
import { createLinkReporting } from './report/link-reporting.ts';
import { watchCandidates } from './report/watch-candidates.ts';
import { canChooseCodecs } from './rtc/codec-preferences.ts';
import { createMesh } from './rtc/mesh.ts';
import type { Clock, MeshCallbacks, MeshPort } from './session/ports.ts';
import type { LocalMedia } from './session/view.ts';
import { watchNetwork } from './watch-network.ts';

export interface MeshPortOptions {
  readonly media: LocalMedia;
  readonly onTrackChange: (listener: TrackListener) => () => void;
  readonly screenShare: ScreenShareWithTracks;
  readonly clock: Clock;
  /** The page: tells of changes of the network. */
  readonly page: Window;
}

/** Peer connections as a call wants them: with this browser's camera and microphone, and awake to its network. */
export function createMeshPort({ media, onTrackChange, screenShare, clock, page }: MeshPortOptions) {
  // Nobody waits for it: a call that begins before it is known offers every codec there is.
  let mayChooseCodecs = false;
  void canChooseCodecs(() => new RTCPeerConnection(), receivableCodecs).then((may) => {
    mayChooseCodecs = may;
  });
  const record = createCallRecord({
    clock,
    build: page.document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? null,
    browser: browserVersion(page.navigator.userAgent),
  });
  const reporting = createReporting({ record, post: postReport });
  return (callbacks: MeshCallbacks): MeshPort => {
    const linkReporting = createLinkReporting({ clock, send: (report) => callbacks.reportLink(report) });
    const mesh = createMesh({
      createPeerConnection(configuration) {
        const pc = new RTCPeerConnection(configuration);
        watchCandidates(pc, record);
        return pc;
      },
      receivableCodecs: (kind) => (mayChooseCodecs ? receivableCodecs(kind) : []),
      createStream: () => new MediaStream(),
      clock,
      refreshIceServers: async () => (await callbacks.refreshIceServers()).map(copyIceServer),
      send: callbacks.send,
      onLink(peerId, view) {
        record.noteLink(peerId, view);
        if (callbacks.mayReport) {
          reporting.handleLink(view);
          linkReporting.noteLink(peerId, view);
        }
        callbacks.onLink(peerId, view);
      },
      onChannelOpen: callbacks.onChannelOpen,
      onMessage: callbacks.onMessage,
      onDetails(peerId, details) {
        record.noteDetails(peerId, details);
        callbacks.onDetails(peerId, details);
      },
      onVideoPaused: callbacks.onVideoPaused,
      // biome-ignore lint/suspicious/noConsole: what peers and networks cause is dealt with by the link; this is for whoever debugs.
      onProblem: (peerId, code, error) => console.debug(`link to ${peerId}: ${code}`, error),
    });
    const stream = media.stream.peek();
    mesh.setTrack('audio', stream?.getAudioTracks()[0] ?? null);
    mesh.setTrack('video', stream?.getVideoTracks()[0] ?? null);
    const shared = screenShare.screen.stream.peek();
    mesh.setTrack('screen', shared?.getVideoTracks()[0] ?? null);
    mesh.setTrack('screen-audio', shared?.getAudioTracks()[0] ?? null);
    const stopScreen = screenShare.onTrackChange((kind, track) => mesh.setTrack(kind, track));
    const stopTracks = onTrackChange((kind, track) => mesh.setTrack(kind, track));
    const stopWatching = watchNetwork({
      ...{ page, clock },
      onChange() {
        callbacks.onNetworkChange();
        mesh.checkAll();
      },
    });
    return {
      ...mesh,
      reporting: callbacks.mayReport ? reporting : null,
      remove(peerId) {
        record.noteGone(peerId);
        linkReporting.noteGone(peerId);
        mesh.remove(peerId);
      },
      setIceServers: (servers) => mesh.setIceServers(servers.map(copyIceServer)),
      readVoices: (ids) => (page.document.hidden ? null : mesh.readVoices(ids)),
      close() {
        stopWatching();
        stopTracks();
        stopScreen();
        mesh.close();
      },
    };
  };
}

function receivableCodecs(kind: 'audio' | 'video'): readonly RTCRtpCodec[] {
  return RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
}

async function postReport(report: CallReport): Promise<number> {
  const answer = await fetch('/api/reports', { method: 'POST', body: JSON.stringify(report) });
  return answer.status;
}

/** RTCIceServer wants arrays that it could change. */
function copyIceServer({
  urls,
  username,
  credential,
}: Parameters<MeshPort['setIceServers']>[0][number]): RTCIceServer {
  return { urls: [...urls], username, credential };
}
