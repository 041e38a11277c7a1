package keep

import (
	"context"

	"symset/symbols"
)

// sorted are jobs by what has to be done with them.
type sorted struct {
	fresh   []*job // no file is in use
	replace []*job // another one is, and is to go
	same    []*job // it stays; all there is to do is to join a release
	plain   []*job // an older server decides, and loses nothing
}

// sort asks the project what there is to do.
func (w *work) sort(ctx context.Context, jobs []*job) (s sorted, err error) {
	uploads := make([]symbols.Upload, len(jobs))
	for i, j := range jobs {
		uploads[i] = j.Upload
	}
	needed, err := w.p.CheckUploads(ctx, uploads, symbols.UploadOptions{Force: w.r.Force, SkipConflicts: w.r.SkipConflicts, SkipReleaseOnFail: w.r.SkipReleaseOnFail})
	if symbols.TooOld(err) {
		return w.sortOld(ctx, jobs)
	}
	begun := needed // without force only sets without a file need one
	if err == nil && w.r.Force {
		begun, err = w.p.CheckUploads(ctx, uploads, symbols.UploadOptions{SkipConflicts: true, SkipReleaseOnFail: w.r.SkipReleaseOnFail})
	}
	if err != nil {
		return s, err
	}
	for i, j := range jobs {
		switch {
		case begun[i]:
			s.fresh = append(s.fresh, j)
		case needed[i]:
			s.replace = append(s.replace, j)
		case j.ReleaseID != "":
			s.same = append(s.same, j)
		default:
			j.out.State = Same
		}
	}
	w.closeLeft(jobs)
	return s, nil
}

// closeLeft closes what a crash left of sets that turn out to have the files
// that it was about.
func (w *work) closeLeft(jobs []*job) {
	if w.r.SkipConflicts {
		return // they may have others
	}
	at := w.p.Place()
	for _, j := range jobs {
		if j.out.State == Same {
			w.k.close(at.Host, at.Project, j.Ref, j.Content.Hash)
		}
	}
}

// sortOld sorts for servers that can't check uploads.
func (w *work) sortOld(ctx context.Context, jobs []*job) (s sorted, err error) {
	for _, j := range jobs {
		set, err := w.p.SetByRef(ctx, j.Ref)
		switch {
		case symbols.Absent(err), err == nil && !set.HasFile:
			s.fresh = append(s.fresh, j)
		case err != nil:
			return s, err
		case w.r.Force && w.r.Gently:
			j.out.Note = "this server is too old to tell whether it differs, and keeps what it has; --force --no-backup replaces it"
			s.plain = append(s.plain, j)
		case w.r.Force:
			s.replace = append(s.replace, j)
		default:
			s.plain = append(s.plain, j)
		}
	}
	return s, nil
}
