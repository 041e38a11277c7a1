package demo

import (
	"fmt"
	"path"
	"time"

	"symset/client/posthogtest"
)

// A failed is a symbol set that PostHog has no file of, with its reason.
type failed struct{ ref, reason string }

// failures are all of PostHog's reasons, and one that is not PostHog's.
func failures() []failed {
	js := func(file, variant string) failed {
		return failed{site + file, fmt.Sprintf(`{"JavaScript":%s}`, variant)}
	}
	httpStatus := func(file string, status int, text string) failed {
		return js(file, fmt.Sprintf(`{"HttpStatus":[%d,"HTTP status client error (%d %s) for url (%s%s)"]}`, status, status, text, site, file))
	}
	return []failed{
		{"0199a0d2-77e1-7b40-9c3d-6a5f8e2b1c04", `{"MissingChunkIdData":"0199a0d2-77e1-7b40-9c3d-6a5f8e2b1c04"}`},
		js("/legacy/no-reference.js", `"NoUrlOrChunkId"`),
		js("/legacy/no-url.js", `"NoSourceUrl"`),
		{"0199a5b7-20c8-7d16-8e94-3f1b0a7c6d52", `{"JavaScript":{"NoSourcemapUploaded":"0199a5b7-20c8-7d16-8e94-3f1b0a7c6d52"}}`},
		js("/assets/newsletter-8Kq2vTzR.js", `{"InvalidSourceMap":"bad json: expected value at line 1 column 1"}`),
		js("/assets/compare-p0W4mLxa.js", `{"InvalidSourceMap":"vlq decode caused an overflow"}`),
		js("/assets/wishlist-Zr7uY1cD.js", `"InvalidSourceAndMap"`),
		js("/assets/polyfills-Q3nB8sEk.js", `{"TokenNotFound":["Object.assign",1,48312]}`),
		{"capacitor://localhost/assets/main.js", `{"JavaScript":{"InvalidSourceUrl":"capacitor://localhost/assets/main.js"}}`},
		js("/assets/header-5tGhJ2wV.js", `{"InvalidSourceMapHeader":"https://acme.example/assets/header-5tGhJ2wV.js"}`),
		js("/assets/maps-c9XfD4yL.js", `{"InvalidSourceMapUrl":"http//maps.acme.example/maps.js.map"}`),
		js("/assets/inline-B6kNq0Pe.js", `{"InvalidDataUrl":["https://acme.example/assets/inline-B6kNq0Pe.js","Failed to decode base64 data. InvalidByte(22, 33)"]}`),
		js("/assets/video-player-x2RtUo7M.js", `{"Timeout":"error sending request for url (https://acme.example/assets/video-player-x2RtUo7M.js)"}`),
		httpStatus("/assets/campaign-1aSdF6gH.js", 404, "Not Found"),
		httpStatus("/preview/main-Hj5kL0qW.js", 403, "Forbidden"),
		httpStatus("/assets/chat-mN4bV8xZ.js", 429, "Too Many Requests"),
		{"https://cdn.acme-legacy.example/app.js", `{"JavaScript":{"NetworkError":"error sending request for url (https://cdn.acme-legacy.example/app.js): dns error"}}`},
		js("/assets/everything-T7yU3iOp.js", `{"NetworkError":"Response from https://acme.example/assets/everything-T7yU3iOp.js exceeded the 25000000 byte limit"}`),
		js("/go/affiliate.js", `{"RedirectError":"error following redirect for url (https://acme.example/go/affiliate.js)"}`),
		{"http://127.0.0.1:5173/src/main.tsx", `{"JavaScript":{"BlockedUrl":"http://127.0.0.1:5173/src/main.tsx"}}`},
		js("/assets/stock-badge-e4RfV5tG.js", `{"JSDataError":{"WrongVersion":[3,2]}}`),
		js("/assets/size-guide-Y6hN7ujM.js", `{"JSDataError":{"DataTooShort":[142,100]}}`),
		js("/assets/zoom-K8iO9plQ.js", `{"JSDataError":"InvalidMagic"}`),
		{"0199a77f-5e3b-7c28-b1d0-94e6f2a8c317", `{"Hermes":"NoChunkId"}`},
		{"0199a780-0b9d-7a64-8f52-c7d1e3094ab6", `{"Hermes":{"NoSourcemapUploaded":"0199a780-0b9d-7a64-8f52-c7d1e3094ab6"}}`},
		{"0199a781-c2f6-7e05-9a38-1d4b6c8e07f3", `{"Hermes":{"InvalidMap":"incompatible format"}}`},
		{"0199a782-91a4-7d93-8c6e-5b0f2e7d4a19", `{"Hermes":{"NoTokenForColumn":[482931,"0199a782-91a4-7d93-8c6e-5b0f2e7d4a19"]}}`},
		{"0199a783-3d78-7f42-b5e9-8a1c0d6f2b74", `{"Hermes":{"DataError":{"UnknownCompression":7}}}`},
		{"com.acme.shop@1.9+20", `{"Proguard":"NoMapId"}`},
		{"com.acme.shop@2.3+42", `{"Proguard":{"MissingMap":"com.acme.shop@2.3+42"}}`},
		{"com.acme.shop@2.0+25", `{"Proguard":"InvalidMapping"}`},
		{"com.acme.shop@2.0+26", `{"Proguard":"NoOriginalFrames"}`},
		{"com.acme.shop@2.0+27", `{"Proguard":"NoModuleProvided"}`},
		{"com.acme.shop@2.0+28", `{"Proguard":"MissingClass"}`},
		{"com.acme.shop@2.0+29", `{"Proguard":"InvalidClass"}`},
		{"com.acme.shop@2.0+30", `{"Proguard":{"DataError":{"DataTooLong":[113,112]}}}`},
		{"1B0E6F7A-2C93-3E58-A4D1-70F5C8B9E264", `{"Apple":"NoDebugId"}`},
		{"2D5A8C1E-47F0-3B69-9E82-C6D3A1F4B705", `{"Apple":"NoMatchingDebugImage"}`},
		{"3F7B9D20-58E1-3C4A-8F96-B2E5D0A7C813", `{"Apple":{"MissingDsym":"3F7B9D20-58E1-3C4A-8F96-B2E5D0A7C813"}}`},
		{"4A1C8E35-69D2-3F7B-90A4-E8B6C5D2F907", `{"Apple":{"InvalidAddress":"0xzz"}}`},
		{"5C3E0A47-7BF4-3D18-A2C5-F9D8E7B3A126", `{"Apple":{"SymbolNotFound":4276092}}`},
		{"6E5F2C59-8D06-3B2A-B4E7-0AF1D9C6B348", `{"Apple":{"ParseError":"bad magic"}}`},
		{"7F6A3D60-9E17-3C4B-85F8-1BA2E0D7C459", `{"Apple":{"DataError":{"CompressionError":"incomplete frame"}}}`},
		{"4f1c9a02-6b3d-5e87-a0c4-d92e7b18f356", `{"Native":"NoDebugId"}`},
		{"5a2d0b13-7c4e-5f98-91d5-ea3f8c29a467", `{"Native":"NoMatchingDebugImage"}`},
		{"6b3e1c24-8d5f-50a9-82e6-fb409d3ab578", `{"Native":{"MissingSymbolSet":"6b3e1c24-8d5f-50a9-82e6-fb409d3ab578"}}`},
		{"7c4f2d35-9e60-51ba-93f7-0c51ae4bc689", `{"Native":{"InvalidAddress":"0xzz"}}`},
		{"8d503e46-af71-52cb-a408-1d62bf5cd79a", `{"Native":{"SymbolNotFound":18446744073709551615}}`},
		{"9e614f57-b082-53dc-b519-2e73c06de8ab", `{"Native":{"ParseError":"no DWARF"}}`},
		{"af725068-c193-54ed-862a-3f84d17ef9bc", `{"Native":{"DataError":{"InvalidUtf8":"invalid utf-8 sequence of 1 bytes from index 9"}}}`},
		js("/assets/quota-W2eR5tYu.js", `{"QuotaExceeded":[3,"maps a day"]}`), // that no PostHog of today knows
		{"https://acme.example/assets/old-worker-Q1wE2rT3.js", "connection reset by peer"},
	}
}

// addFailures adds a row for each reason, what failed in the newest release
// first.
func (s *seeder) addFailures() error {
	for _, c := range []struct{ page, reason string }{
		{"storefront", `{"JavaScript":{"NoSourcemap":%q}}`},
		{"vendor", `{"JavaScript":{"NoSourcemap":%q}}`},
		{"cart", `{"JavaScript":{"NoSourcemap":%q}}`}, // before it was uploaded for its chunk id
		{"search", `{"JavaScript":{"HttpStatus":[404,"HTTP status client error (404 Not Found) for url (%s.map)"]}}`},
		{"account", `{"JavaScript":{"InvalidSourceMap":"bad json: EOF while parsing a string at line 1 column 1878"}}`},
	} {
		file, err := newestFile(c.page)
		if err != nil {
			return err
		}
		url, reason := site+"/assets/"+path.Base(file), c.reason
		if c.page != "account" {
			reason = fmt.Sprintf(c.reason, url)
		}
		s.AddSet(posthogtest.Set{Ref: url, Failure: reason, Created: s.ago(2 * day), LastUsed: s.ago(2 * time.Hour)}, nil)
	}
	for i, f := range failures() {
		age := time.Duration(i)*7*time.Hour + 3*day
		s.AddSet(posthogtest.Set{Ref: f.ref, Failure: f.reason, Created: s.ago(age), LastUsed: s.ago(age / 4)}, nil)
	}
	return nil
}
