package client

import "encoding/json"

// repeated are the stacks of an answer's events so far, by event and exception.
// The compact answers tell a stack once and then refer to it.
type repeated map[string][]json.RawMessage

// whole puts the stacks that a row refers to in their place. What refers to no
// event of the list so far stays as it is, and so does a row that is not an event.
func (s repeated) whole(row json.RawMessage) json.RawMessage {
	var event, properties map[string]json.RawMessage
	var list []map[string]json.RawMessage
	var id string
	if json.Unmarshal(row, &event) != nil || json.Unmarshal(event["uuid"], &id) != nil ||
		json.Unmarshal(event["properties"], &properties) != nil || json.Unmarshal(properties["$exception_list"], &list) != nil {
		return row
	}
	stacks := make([]json.RawMessage, len(list))
	for i, x := range list {
		var same struct {
			Event     string `json:"same_as_event"`
			Exception int    `json:"same_as_exception"`
		}
		_ = json.Unmarshal(x["stacktrace"], &same) // what is no object refers to nothing
		there := s[same.Event]
		if same.Event == id {
			there = stacks[:i]
		}
		if same.Event != "" && same.Exception >= 0 && same.Exception < len(there) && there[same.Exception] != nil {
			x["stacktrace"] = there[same.Exception]
		}
		stacks[i] = x["stacktrace"]
	}
	s[id] = stacks
	for _, part := range []struct {
		into  map[string]json.RawMessage
		name  string
		value any
	}{{properties, "$exception_list", list}, {event, "properties", properties}} {
		text, err := json.Marshal(part.value)
		if err != nil {
			return row
		}
		part.into[part.name] = text
	}
	text, err := json.Marshal(event)
	if err != nil {
		return row
	}
	return text
}
