/** Messages of Alertmanager. Plain characters: an SMS has no others. Times are those of the machine of Alertmanager. */
export const frTemplates = `{{ define "vigie.subject" -}}
{{ if eq .Status "firing" }}[Vigie] {{ (index .Alerts.Firing 0).Annotations.summary }}{{ if gt (len .Alerts.Firing) 1 }} (et {{ len .Alerts.Firing }} alertes au total){{ end }}
{{- else }}[Vigie] Rétabli : {{ (index .Alerts.Resolved 0).Annotations.summary }}{{ end }}
{{- end }}

{{ define "vigie.text" -}}
{{ range .Alerts.Firing }}{{ .Annotations.summary }}
  Depuis le {{ .StartsAt.Local.Format "02/01/2006 à 15:04" }}
  Qui est touché : {{ .Annotations.affected }}
  À faire d'abord : {{ .Annotations.action }}
  Responsable : {{ template "vigie.owner" .Labels.owner }}
  Fiche : {{ .Annotations.runbook_url }}
  Page : {{ .Annotations.page_url }}
  Tableau de bord : {{ .Annotations.dashboard_url }}

{{ end }}{{ range .Alerts.Resolved }}Rétabli le {{ .EndsAt.Local.Format "02/01/2006 à 15:04" }} : {{ .Annotations.summary }}
{{ end }}
{{- end }}

{{ define "vigie.owner" -}}
{{ if eq . "site_technician" }}technicien du site{{ else if eq . "concierge" }}conciergerie{{ else if eq . "network_provider" }}opérateur du réseau{{ else }}exploitant de Vigie{{ end }}
{{- end }}
`;
