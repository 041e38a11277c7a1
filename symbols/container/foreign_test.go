package container

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unpackPy unpacks all containers of type 2 in a folder by the format's
// description alone, and prints each one's name, version and compression.
const unpackPy = `
import glob, os, struct, subprocess, sys
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.set"))):
    data = open(path, "rb").read()
    assert data[:22] == b"posthog_error_tracking", data[:22]
    version, kind = struct.unpack_from("<II", data, 22)
    assert kind == 2, kind
    body, how = data[30:], 0
    if version == 2:
        how, body = body[0], body[1:]
    if how == 1:
        body = subprocess.run(["zstd", "-dcq"], input=body, stdout=subprocess.PIPE, check=True).stdout
    (n,) = struct.unpack_from("<Q", body, 0)
    (m,) = struct.unpack_from("<Q", body, 8 + n)
    assert len(body) == 16 + n + m, (len(body), n, m)
    open(path + ".source", "wb").write(body[8:8 + n])
    open(path + ".map", "wb").write(body[16 + n:])
    print(os.path.basename(path), version, how)
`

// packPy makes containers of type 2 of all pairs in a folder, in all the ways
// that are named after it.
const packPy = `
import glob, os, struct, subprocess, sys
def zstd(data, *args):
    return subprocess.run(["zstd", "-cq", *args], input=data, stdout=subprocess.PIPE, check=True).stdout
for path in glob.glob(os.path.join(sys.argv[1], "*.source")):
    name = path[:-len(".source")]
    source, text = open(path, "rb").read(), open(name + ".map", "rb").read()
    plain = struct.pack("<Q", len(source)) + source + struct.pack("<Q", len(text)) + text
    for how in sys.argv[2:]:
        body = plain
        if how == "plain":
            body = b"\0" + body
        elif how == "frames":
            step = len(body) // 3 + 1
            body = b"\1" + b"".join(zstd(body[i:i + step]) for i in range(0, len(body), step))
        elif how != "v1":
            body = b"\1" + zstd(body, *how.split())
        head = b"posthog_error_tracking" + struct.pack("<II", 1 if how == "v1" else 2, 2)
        open(name + how + ".set", "wb").write(head + body)
`

func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("no %s here, and an independent reader and writer needs it", p)
		}
	}
}

func python(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command("python3", append([]string{"-c", program}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("python3: %v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// pairs are named so that their names are of one word.
var pairs = map[string][2]string{
	"example":  {exampleSource, exampleMap},
	"empty":    {"", ""},
	"emptymap": {"a()", ""},
	"bytes":    {"let 変数='žluťoučký 🐎\u2028'", `{"sources":["日本.ts"]}`},
	"larger":   {strings.Repeat("let š=1;", 200_000), strings.Repeat(`{"mappings":"AAAA,IAAI"}`, 50_000)},
}

// TestUnpackedByOthers: what is written here, an independent program reads.
func TestUnpackedByOthers(t *testing.T) {
	need(t, "python3", "zstd")
	dir := t.TempDir()
	want := map[string][2]string{}
	for name, pair := range pairs {
		for form, told := range map[Form]string{Legacy: "1 0", Plain: "2 0", Zstd: "2 1"} {
			file := fmt.Sprintf("%s%d.set", name, form)
			save(t, filepath.Join(dir, file), string(packed(t, form, SourceAndMap, pair[0], pair[1])))
			want[file+" "+told] = pair
		}
	}
	for line := range strings.SplitSeq(python(t, unpackPy, dir), "\n") {
		pair, ok := want[line]
		if !ok {
			t.Errorf("unpacked as %q", line)
		}
		delete(want, line)
		file, _, _ := strings.Cut(line, " ")
		for i, end := range []string{".source", ".map"} {
			if data, err := os.ReadFile(filepath.Join(dir, file+end)); err != nil || string(data) != pair[i] {
				t.Errorf("%s: part %d has %d bytes, want %d, %v", line, i, len(data), len(pair[i]), err)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("%d were not unpacked", len(want))
	}
}

// TestPackedByOthers: what an independent program writes is read here.
func TestPackedByOthers(t *testing.T) {
	need(t, "python3", "zstd")
	dir := t.TempDir()
	for name, pair := range pairs {
		save(t, filepath.Join(dir, name+".source"), pair[0])
		save(t, filepath.Join(dir, name+".map"), pair[1])
	}
	python(t, packPy, dir, "v1", "plain", "-3 --no-check", "-3 --check", "-19", "--fast", "frames")
	for name, pair := range pairs {
		for how, form := range map[string]Form{"v1": Legacy, "plain": Plain, "-3 --no-check": Zstd, "-3 --check": Zstd, "-19": Zstd, "--fast": Zstd, "frames": Zstd} {
			data, err := os.ReadFile(filepath.Join(dir, name+how+".set"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := unpack(bytes.NewReader(data), 0)
			want := []string{"minified source:" + pair[0], "source map:" + pair[1]}
			if err != nil || got.Form != form || !slices.Equal(got.Parts, want) {
				t.Errorf("%s, %s: read as %v, %.100q, %v", name, how, got.Form, got.Parts, err)
			}
		}
	}
}

func save(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
