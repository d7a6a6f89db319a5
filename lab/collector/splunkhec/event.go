package splunkhec

import (
	"encoding/json"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// event is what HEC takes; its index is in Splunk the place where it lands.
type event struct {
	Time       float64        `json:"time,omitempty"`
	Host       string         `json:"host"`
	Source     string         `json:"source,omitempty"`
	SourceType string         `json:"sourcetype,omitempty"`
	Index      string         `json:"index,omitempty"`
	Event      any            `json:"event"`
	Fields     map[string]any `json:"fields,omitempty"`
}

// eventOf is nil for a record without a body, which HEC refuses.
func (c *Config) eventOf(resource pcommon.Resource, record plog.LogRecord) *event {
	body := record.Body().AsRaw()
	if body == nil || body == "" {
		return nil
	}
	result := &event{
		Time: time.Duration(record.Timestamp()).Round(time.Millisecond).Seconds(),
		Host: "unknown", Source: c.Source, SourceType: c.SourceType, Index: c.Index,
		Event: body, Fields: map[string]any{},
	}
	if record.SeverityText() != "" {
		result.Fields[c.HecFields.SeverityText] = record.SeverityText()
	}
	if record.SeverityNumber() != plog.SeverityNumberUnspecified {
		result.Fields[c.HecFields.SeverityNumber] = int(record.SeverityNumber())
	}
	for _, attributes := range []pcommon.Map{resource.Attributes(), record.Attributes()} {
		for key, value := range attributes.All() {
			c.add(result, key, value)
		}
	}
	return result
}

// add puts an attribute where it belongs: the metadata of the event, or its fields.
func (c *Config) add(to *event, key string, value pcommon.Value) {
	switch key {
	case c.OtelAttrsToHec.Host:
		to.Host = value.Str()
	case c.OtelAttrsToHec.Source:
		to.Source = value.Str()
	case c.OtelAttrsToHec.SourceType:
		to.SourceType = value.Str()
	case c.OtelAttrsToHec.Index:
		to.Index = value.Str()
	case "com.splunk.hec.access_token":
		// A secret is no field.
	default:
		flatten(to.Fields, key, value.AsRaw())
	}
}

// flatten makes one field of each leaf: HEC refuses fields that are objects.
func flatten(fields map[string]any, key string, value any) {
	switch typed := value.(type) {
	case map[string]any:
		for name, inner := range typed {
			flatten(fields, key+"."+name, inner)
		}
	case []any:
		for _, element := range typed {
			switch element.(type) {
			case map[string]any, []any:
				text, _ := json.Marshal(typed)
				fields[key] = string(text)
				return
			}
		}
		fields[key] = typed
	default:
		fields[key] = value
	}
}
