import type { App, RoomInputProblem } from '../../session/view.ts';
import { DevicesLink } from '../elements/devices-link.tsx';
import { SealedIcon, TunnelIcon } from '../elements/icons.tsx';
import { Page } from '../elements/page.tsx';
import { SideLink } from '../elements/side-link.tsx';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';
import { Landscape } from './landscape.tsx';
import { RecentRoomsList } from './recent-rooms-list.tsx';
import { RoomForm } from './room-form.tsx';

export function HomeScreen({ app, problem }: { app: App; problem: RoomInputProblem | null }) {
  const { common, home } = useTexts();
  useDocumentTitle();
  return (
    <Page name="home">
      <div class="home-words">
        <h1 tabIndex={-1}>{home.title}</h1>
        <p class="lead">{home.lead}</p>
        <div class="home-start">
          <button
            type="button"
            class="button button-primary button-large"
            data-testid="new-call"
            onClick={() => app.startNewCall()}
          >
            {common.newCall}
          </button>
          <p class="or">
            <span>{home.or}</span>
          </p>
          <RoomForm openRoom={(input) => app.openRoom(input)} firstProblem={problem} />
        </div>
        <RecentRoomsList recentRooms={app.recentRooms} />
        <ul class="promises">
          <li>
            <TunnelIcon />
            <span>{home.promises.through}</span>
          </li>
          <li>
            <SealedIcon />
            <span>{home.promises.private}</span>
          </li>
        </ul>
        <div class="actions">
          <DevicesLink app={app} />
          <SideLink app={app} path="/test" testId="test-link">
            {home.test}
          </SideLink>
        </div>
      </div>
      <Landscape label={home.picture} />
    </Page>
  );
}
