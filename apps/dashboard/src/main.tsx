/** Starts the dashboard: styles, links, the stream of changes, and the page that the address asks for. */
import "./styles/fonts.css";
import "./styles/dashboard.css";
import { render } from "preact";
import { keepReadingsTrue } from "./live/reading.ts";
import { findVisitor } from "./live/visitor.ts";
import { followLinks, route } from "./navigation.ts";
import { CommunePage } from "./pages/commune.tsx";
import { Frame } from "./pages/frame.tsx";
import { PlanRoundPage } from "./pages/plan-round.tsx";
import { ProvincePage } from "./pages/province.tsx";
import { RecordsPage } from "./pages/records.tsx";
import { RoundPage } from "./pages/round.tsx";
import { RoundsPage } from "./pages/rounds.tsx";
import { ToDecidePage } from "./pages/to-decide.tsx";
import { HelpDeskPage } from "./pages/help-desk.tsx";
import { LocalModelsPage } from "./pages/local-models.tsx";
import { NoticesPage } from "./pages/notices.tsx";
import { ImportPeoplePage } from "./pages/import-people.tsx";
import { ReportsPage } from "./pages/reports.tsx";
import { RightsDeskPage } from "./pages/rights-desk.tsx";
import { ItemsPage } from "./pages/items.tsx";
import { AuditPage } from "./pages/audit.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { CampaignPage, CampaignsPage } from "./pages/campaigns.tsx";
import { DirectivePage } from "./pages/directive.tsx";
import { DirectivesPage } from "./pages/directives.tsx";
import { StaffPage } from "./pages/staff.tsx";
import { UnknownPage } from "./pages/unknown.tsx";

function Page() {
  const asked = route.value;
  switch (asked.page) {
    case "province": return <ProvincePage />;
    case "commune": return <CommunePage key={asked.unit} unit={asked.unit} />;
    case "records": return <RecordsPage key={JSON.stringify(asked.question)} question={asked.question} />;
    case "to-decide": return <ToDecidePage />;
    case "rounds": return <RoundsPage />;
    case "plan-round": return <PlanRoundPage />;
    case "round": return <RoundPage key={asked.round} round={asked.round} />;
    case "sign-in": return <SignInPage />;
    case "staff": return <StaffPage />;
    case "import-people": return <ImportPeoplePage />;
    case "rights-desk": return <RightsDeskPage />;
    case "reports": return <ReportsPage />;
    case "directives": return <DirectivesPage />;
    case "directive": return <DirectivePage key={asked.directive} directive={asked.directive} />;
    case "campaigns": return <CampaignsPage />;
    case "campaign": return <CampaignPage key={asked.campaign} campaign={asked.campaign} />;
    case "help-desk": return <HelpDeskPage />;
    case "local-models": return <LocalModelsPage />;
    case "notices": return <NoticesPage />;
    case "items": return <ItemsPage key={location.search} />;
    case "audit": return <AuditPage />;
    case "unknown": return <UnknownPage />;
  }
}

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
followLinks();
keepReadingsTrue();
void findVisitor();
render(<Frame><Page /></Frame>, root);
