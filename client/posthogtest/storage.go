package posthogtest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	maxUpload = 100 << 20 // bytes of a file
	maxField  = 1 << 20   // bytes of a part that has no file name: MinIO takes it for a field
	bucket    = "/symbols"
)

// Object gives the stored bytes under a key, nil when there are none.
func (s *Server) Object(key string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.objects[key]
}

// Objects gives the keys of everything that is stored, in order.
func (s *Server) Objects() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for key := range s.objects {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (s *Server) newKey() string { return "symbolsets/" + s.newID() }

// sign makes what stands for a signature. The caller holds the lock.
func (s *Server) sign(what ...string) string {
	mac := hmac.New(sha256.New, []byte(s.config.Key+" of the storage"))
	_, _ = mac.Write([]byte(strings.Join(what, "\n")))
	return hex.EncodeToString(mac.Sum(nil))
}

// signed makes a URL that one kind of request can use for a time.
func (s *Server) signed(method, key string, life time.Duration) string {
	until := strconv.FormatInt(s.now().Add(life).Unix(), 10)
	q := url.Values{"X-Amz-Expires": {until}, "X-Amz-Signature": {s.sign(method, key, until)}}
	return s.StorageURL + bucket + "/" + key + "?" + q.Encode()
}

// form makes a form that a file can be posted with for five minutes. The
// fallback of an accelerated one has another path here.
func (s *Server) form(key, path string) map[string]any {
	policy := strconv.FormatInt(s.now().Add(5*time.Minute).Unix(), 10)
	return map[string]any{
		"url":    s.StorageURL + path,
		"fields": map[string]string{"key": key, "policy": policy, "x-amz-signature": s.sign("POST", key, policy)},
	}
}

// serveStorage is what S3 and MinIO do with presigned requests.
func (s *Server) serveStorage(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		refuseXML(w, http.StatusBadRequest, "InvalidArgument", "Only one auth mechanism allowed")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	path, _ := strings.CutPrefix(r.URL.Path, "/fast")
	key, within := strings.CutPrefix(path, bucket)
	key = strings.TrimPrefix(key, "/")
	if !within {
		refuseXML(w, http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
		return
	}
	if r.Method == http.MethodPost && key == "" {
		s.postObject(w, r)
		return
	}
	q := r.URL.Query()
	until := q.Get("X-Amz-Expires")
	switch {
	case q.Get("X-Amz-Signature") != s.sign(r.Method, key, until):
		refuseXML(w, http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match")
	case s.expired(until):
		refuseXML(w, http.StatusForbidden, "AccessDenied", "Request has expired")
	case r.Method == http.MethodPut:
		body, err := io.ReadAll(r.Body)
		if err != nil || len(body) > maxUpload {
			refuseXML(w, http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
			return
		}
		s.objects[key] = body
	default:
		object, found := s.objects[key]
		if !found {
			refuseXML(w, http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(object)))
		_, _ = w.Write(object)
	}
}

func (s *Server) expired(unix string) bool {
	until, err := strconv.ParseInt(unix, 10, 64)
	return err != nil || s.now().Unix() >= until
}

// postObject takes a form: fields in any order, then the file.
func (s *Server) postObject(w http.ResponseWriter, r *http.Request) {
	fields, file, err := readForm(r)
	key, policy := fields["key"], fields["policy"]
	switch {
	case err != nil:
		refuseXML(w, http.StatusBadRequest, "MalformedPOSTRequest", err.Error())
	case fields["x-amz-signature"] != s.sign("POST", key, policy):
		refuseXML(w, http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match")
	case s.expired(policy):
		refuseXML(w, http.StatusForbidden, "AccessDenied", "Invalid according to Policy: Policy expired.")
	case len(file) > maxUpload:
		refuseXML(w, http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
	default:
		s.objects[key] = file
		w.WriteHeader(http.StatusNoContent)
	}
}

// readForm reads a form whose last part must be the file. Parts after it are
// ignored, as S3 ignores them; so fields there are missing.
func readForm(r *http.Request) (map[string]string, []byte, error) {
	fields := map[string]string{}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return fields, nil, errors.New("the body is not a form")
	}
	for parts := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return fields, nil, errors.New("POST requires exactly one file upload per request")
		}
		if err != nil {
			return fields, nil, errors.New("the body ends early")
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			return fields, nil, errors.New("the body ends early")
		case part.FormName() == "file" && part.FileName() != "":
			return fields, data, nil
		case len(data) > maxField:
			return fields, nil, errors.New("the body of the request exceeded the maximum size of a field")
		case part.FormName() == "file":
			return fields, data, nil // small enough for a field, so nobody minds
		}
		fields[part.FormName()] = string(data)
	}
}

// formFile gives a file of a form that was sent to the API.
func formFile(r *http.Request, name string) ([]byte, error) {
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	body, readErr := io.ReadAll(r.Body)
	if err != nil || readErr != nil {
		return nil, errors.New("the body is not a form")
	}
	r.Body = io.NopCloser(bytes.NewReader(body)) // for the next file
	form, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(maxBody)
	if err != nil {
		return nil, errors.New("the body is not a form")
	}
	if len(form.File[name]) == 0 {
		return nil, fmt.Errorf("no file %s was sent", name)
	}
	f, err := form.File[name][0].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// firstContainer is the container that older servers make of two files:
// version 1, type 2.
func firstContainer(minified, sourceMap []byte) []byte {
	var b bytes.Buffer
	b.WriteString("posthog_error_tracking")
	b.Write(binary.LittleEndian.AppendUint32(nil, 1))
	b.Write(binary.LittleEndian.AppendUint32(nil, 2))
	for _, part := range [][]byte{minified, sourceMap} {
		b.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(part))))
		b.Write(part)
	}
	return b.Bytes()
}

func refuseXML(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>", code, message)
}
