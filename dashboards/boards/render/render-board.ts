import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  QueryVariableBuilder,
  VariableHide,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { type Annotation, annotationsFor } from "../annotations.ts";
import type { Board, BoardUid } from "../board.ts";
import { frBoards, frVariables } from "../fr-house.ts";
import { typeset } from "../typeset.ts";
import type { AskedVariable, ListedVariable, Variable } from "../variables.ts";
import { datasources } from "./datasources.ts";
import { renderPanel } from "./render-panel.ts";
import { renderQuery } from "./render-query.ts";

/** The dashboard as Grafana reads it (classic schema), in JSON that people can compare. */
export function renderBoard(board: Board): string {
  // oxlint-disable-next-line typescript/no-deprecated -- the schema that its successor writes is one that Grafana 11 does not read
  const dashboard = new DashboardBuilder(typeset(frBoards[board.uid].title))
    .uid(board.uid)
    .description(typeset(board.description))
    .tags(["vigie"])
    .readonly()
    .timezone("Europe/Paris")
    .fiscalYearStartMonth(0)
    .weekStart("monday")
    .time({ from: board.from, to: board.to })
    .refresh(board.refresh)
    .tooltip(DashboardCursorSync.Crosshair)
    .links(boardLinks(board.uid))
    .variables(board.variables.map(renderVariable))
    .annotations(board.isAnnotated ? annotationsFor(board.variables).map(renderAnnotation) : []);
  for (const panel of board.panels) dashboard.withPanel(renderPanel(panel));
  return `${JSON.stringify(dashboard.build(), null, 2)}\n`;
}

/** To all other boards, with what was chosen here. */
function boardLinks(here: BoardUid): DashboardLinkBuilder[] {
  return Object.entries(frBoards)
    .filter(([uid]) => uid !== here)
    .map(([uid, { title, tooltip }]) =>
      new DashboardLinkBuilder(typeset(title))
        .type(DashboardLinkType.Link)
        .url(`/d/${uid}`)
        .tooltip(typeset(tooltip))
        .icon("dashboard")
        .includeVars(true)
        .keepTime(true),
    );
}

const everything = { text: "All", value: "$__all", selected: true };

function renderVariable(variable: Variable): Builder<VariableModel> {
  const { name, isMultiple, isHidden = false } = variable;
  const builder = "query" in variable ? asked(variable) : listed(variable);
  builder
    .label(typeset(frVariables[name]))
    .multi(isMultiple)
    .includeAll(isMultiple)
    .allowCustomValue(false)
    .hide(isHidden ? VariableHide.HideVariable : VariableHide.DontHide);
  return isMultiple ? builder.current(everything) : builder;
}

function asked({ name, query, regex }: AskedVariable): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .datasource(datasources.prometheus)
    .query({ qryType: 3, query, refId: "choices" })
    .definition(query)
    .regex(regex)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc);
}

function listed({ name, list }: ListedVariable): CustomVariableBuilder {
  return new CustomVariableBuilder(name).values(
    Object.entries(list)
      .map(([value, text]) => `${typeset(text)} : ${value}`)
      .join(", "),
  );
}

function renderAnnotation({ name, colour, query }: Annotation): Builder<AnnotationQuery> {
  const builder = new AnnotationQueryBuilder()
    .name(typeset(name))
    .datasource(datasources.influx)
    .enable(true)
    .iconColor(colour)
    .target({
      build: () => ({ ...renderQuery(query, "annotation").build(), fromAnnotations: true, textColumn: "text", timeEndColumn: "ends_ms" }),
    });
  return builder;
}
