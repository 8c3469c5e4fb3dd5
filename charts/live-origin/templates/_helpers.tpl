{{- define "live-origin.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "live-origin.selector" -}}
app.kubernetes.io/name: live-origin
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "live-origin.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "live-origin.selector" . }}
{{- end }}

{{- define "live-origin.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* What every process is told about Kafka. */}}
{{- define "live-origin.kafka-env" -}}
- name: ORIGIN_KAFKA
  value: {{ required "kafka.bootstrapServers is missing: write host:port of your Kafka" .Values.kafka.bootstrapServers | quote }}
- name: ORIGIN_PARTITIONS
  value: {{ .Values.kafka.partitions | quote }}
- name: ORIGIN_REPLICATION
  value: {{ .Values.kafka.replication | quote }}
- name: ORIGIN_MIN_ISR
  value: {{ .Values.kafka.minIsr | quote }}
- name: ORIGIN_RETENTION
  value: {{ .Values.kafka.retention | quote }}
{{- if .Values.kafka.configSecret }}
- name: ORIGIN_KAFKA_CONFIG
  value: /etc/live-origin/kafka/kafka.properties
{{- end }}
{{- if .Values.limitsSecret }}
- name: ORIGIN_LIMITS
  value: /etc/live-origin/limits/limits.yaml
{{- end }}
{{- end }}

{{- define "live-origin.common-mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.kafka.configSecret }}
- name: kafka
  mountPath: /etc/live-origin/kafka
  readOnly: true
{{- end }}
{{- if .Values.limitsSecret }}
- name: limits
  mountPath: /etc/live-origin/limits
  readOnly: true
{{- end }}
{{- end }}

{{/* Java unpacks the libraries of RocksDB and Kafka into /tmp. */}}
{{- define "live-origin.common-volumes" -}}
- name: tmp
  emptyDir: {}
{{- if .Values.kafka.configSecret }}
- name: kafka
  secret:
    secretName: {{ .Values.kafka.configSecret }}
    defaultMode: 0440
{{- end }}
{{- if .Values.limitsSecret }}
- name: limits
  secret:
    secretName: {{ .Values.limitsSecret }}
    defaultMode: 0440
{{- end }}
{{- end }}

{{- define "live-origin.pod-security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "live-origin.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Kafka, and the names of its brokers. */}}
{{- define "live-origin.egress" -}}
- ports:
    - {protocol: TCP, port: {{ .Values.kafka.port }}}
  {{- with .Values.networkPolicy.kafka }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end }}
