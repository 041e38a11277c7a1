package capture

import "testing"

// Records of loggers and of the services that keep them, and traces of other
// languages.
func TestLogRecords(t *testing.T) {
	checkReadings(t, []reading{
		{"pino", `
{"level":50,"time":1700000000000,"pid":12,"hostname":"web-1","err":{"type":"TypeError","message":"x: Inner","stack":"TypeError: x\n    at f (/srv/a.js:1:2)\ncaused by: Error: Inner\n    at g (/srv/a.js:3:4)","code":"E"},"msg":"x"}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
cause Error: Inner
  node [g] /srv/a.js:3:4
`},
		{"pino-pretty", `
[10:00:00.123] ERROR (12): failed
    err: {
      "type": "TypeError",
      "message": "x",
      "stack":
          TypeError: x
              at f (/srv/a.js:1:2)
              at g (/srv/a.js:3:4)
    }
`, `
TypeError: x
  node [f] /srv/a.js:1:2
  node [g] /srv/a.js:3:4
`},
		{"pino-pretty2", `
[2026-01-02 03:04:05.123 +0000] ERROR (shop/12 on web-1): failed
    TypeError: x
        at f (/srv/a.js:1:2)
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"winston json", `
{"level":"error","message":"uncaughtException: x\nTypeError: x\n    at f (/srv/a.js:1:2)","stack":"TypeError: x\n    at f (/srv/a.js:1:2)","exception":true,"date":"Fri","trace":[{"column":2,"file":"/srv/a.js","function":"f","line":1,"method":null,"native":false}]}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"bunyan", `
{"name":"shop","hostname":"h","pid":1,"level":50,"err":{"message":"x","name":"TypeError","stack":"TypeError: x\n    at f (/srv/a.js:1:2)"},"msg":"x","time":"2026-01-02T03:04:05.678Z","v":0}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"bunyan pretty", `
[2026-01-02T03:04:05.678Z] ERROR: shop/12 on web-1: failed
    TypeError: x
        at f (/srv/a.js:1:2)
        at g (/srv/a.js:3:4)
`, `
TypeError: x
  node [f] /srv/a.js:1:2
  node [g] /srv/a.js:3:4
`},
		{"stern", `
shop-5d4f-abc web TypeError: x
shop-5d4f-abc web     at f (/srv/a.js:1:2)
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"journald json", `
{"MESSAGE":"TypeError: x\n    at f (/srv/a.js:1:2)","PRIORITY":"3","_HOSTNAME":"h"}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"syslog 5424", `
<11>1 2026-01-02T03:04:05.678Z host node 123 - - TypeError: x
<11>1 2026-01-02T03:04:05.678Z host node 123 - -     at f (/srv/a.js:1:2)
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"cloudwatch events", `
{"events":[{"timestamp":1,"message":"TypeError: x\n    at f (/srv/a.js:1:2)\n","ingestionTime":2}],"nextForwardToken":"f/1"}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"cloudwatch split", `
{"events":[{"timestamp":1,"message":"TypeError: x"},{"timestamp":1,"message":"    at f (/srv/a.js:1:2)"}]}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"lambda json", `
{"timestamp":"2026-01-02T03:04:05.678Z","level":"ERROR","requestId":"r","message":{"errorType":"TypeError","errorMessage":"x","stackTrace":["TypeError: x","    at f (/var/task/index.js:1:2)"]}}
`, `
TypeError: x
  node [f] /var/task/index.js:1:2
`},
		{"gcp", `
[{"insertId":"1","jsonPayload":{"message":"TypeError: x\n    at f (/srv/a.js:1:2)","severity":"ERROR"},"resource":{"type":"cloud_run_revision"},"timestamp":"2026-01-02T03:04:05.678Z"}]
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"gcp yaml", `
textPayload: |-
  TypeError: x
      at f (/srv/a.js:1:2)
timestamp: '2026-01-02T03:04:05.678Z'
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"ecs elastic", `
{"@timestamp":"2026","log.level":"error","error":{"type":"TypeError","message":"x","stack_trace":"TypeError: x\n    at f (/srv/a.js:1:2)"}}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"ecs dotted", `
{"@timestamp":"2026","error.type":"TypeError","error.stack_trace":"TypeError: x\n    at f (/srv/a.js:1:2)"}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"otel", `
{"attributes":{"exception.type":"TypeError","exception.message":"x","exception.stacktrace":"TypeError: x\n    at f (/srv/a.js:1:2)"}}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"datadog json", `
{"error":{"kind":"TypeError","message":"x","stack":"TypeError: x\n    at f (/srv/a.js:1:2)"},"message":"failed","status":"error"}
`, `
TypeError: x
  node [f] /srv/a.js:1:2
`},
		{"sentry event json", `
{"event_id":"e1","platform":"javascript","exception":{"values":[{"type":"TypeError","value":"x","stacktrace":{"frames":[{"filename":"https://x.test/a.js","function":"f","lineno":1,"colno":2,"in_app":true}]}}]}}
`, `
TypeError: x
  web [f] https://x.test/a.js:1:2
`},
		{"serialize-error", `
{"name":"TypeError","message":"x","stack":"TypeError: x\n    at f (https://x.test/a.js:1:2)","cause":{"name":"Error","message":"y","stack":"Error: y\n    at g (https://x.test/a.js:3:4)"}}
`, `
TypeError: x
  web [f] https://x.test/a.js:1:2
cause Error: y
  web [g] https://x.test/a.js:3:4
`},
		{"aggregate json", `
{"err":{"type":"AggregateError","message":"x","stack":"AggregateError: x\n    at f (/srv/a.js:1:2)","aggregateErrors":[{"type":"Error","message":"y","stack":"Error: y\n    at g (/srv/a.js:3:4)"}]}}
`, `
AggregateError: x
  node [f] /srv/a.js:1:2
member Error: y
  node [g] /srv/a.js:3:4
`},
		{"logfmt", `
time=2026 level=error msg="failed" err="TypeError: x\n    at f (/srv/a.js:1:2)\n    at g (/srv/a.js:3:4)"
`, `
TypeError: x
  node [f] /srv/a.js:1:2
  node [g] /srv/a.js:3:4
`},
		{"python during", `
Traceback (most recent call last):
  File "/app/a.py", line 3, in load
    return d["x"]
           ~^^^^^
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/a.py", line 9, in <module>
    main()
    ~~~~^^
  File "<frozen importlib._bootstrap>", line 241, in _call_with_frames_removed
  File "/usr/lib/python3.12/json/decoder.py", line 5, in decode
    raise JSONDecodeError("Expecting value", s, err.value) from None
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
`, `
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
  python [<module>] /app/a.py:9:0 context=[]/"main()"/[]
  python [_call_with_frames_removed] <frozen importlib._bootstrap>:241:0 builtin
  python [decode] /usr/lib/python3.12/json/decoder.py:5:0 lib context=[]/"raise JSONDecodeError(\"Expecting value\", s, err.value) from None"/[]
cause KeyError: 'x'
  python [load] /app/a.py:3:0 context=[]/"return d[\"x\"]"/[]
`},
		{"python log", `
2026-01-02 03:04:05,678 ERROR app: failed
Traceback (most recent call last):
  File "/app/a.py", line 3, in load
    x()
app.errors.Boom
2026-01-02 03:04:06,000 INFO next
`, `
app.errors.Boom: 
  python [load] /app/a.py:3:0 context=[]/"x()"/[]
`},
		{"python recursion", `
Traceback (most recent call last):
  File "a.py", line 3, in f
    f()
  File "a.py", line 3, in f
    f()
  [Previous line repeated 996 more times]
RecursionError: maximum recursion depth exceeded
`, `
RecursionError: maximum recursion depth exceeded
  python [f] a.py:3:0 context=[]/"f()"/[]
  python [f] a.py:3:0 context=[]/"f()"/[]
`},
		{"java", `
java.lang.RuntimeException: outer
	at com.shop.Cart.total(Cart.java:12) ~[shop.jar:1.0]
	at com.shop.Cart$1.run(Cart.java:20)
	at com.shop.Cart.lambda$total$0(Cart.java:30)
	at app//com.shop.X.y(X.java:1)
	at java.base@17/java.lang.Thread.run(Thread.java:833)
	at jdk.internal.reflect.GeneratedMethodAccessor5.invoke(Unknown Source)
	at a.a.b(SourceFile:12)
	at com.shop.Cart$$EnhancerBySpringCGLIB$$1.total(<generated>)
	... 12 common frames omitted
Caused by: com.shop.Inner: deep
	at com.shop.Deep.f(Deep.kt:3)
	... 3 more
	Suppressed: java.io.IOException: closing
		at com.shop.Deep.close(Deep.kt:9)
Caused by: java.lang.Error
	at com.shop.Deep.<init>(Deep.kt:3)
`, `
java.lang.RuntimeException: outer
  java [total] Cart.java:12:0 module=com.shop.Cart
  java [run] Cart.java:20:0 module=com.shop.Cart$1
  java [lambda$total$0] Cart.java:30:0 module=com.shop.Cart
  java [y] X.java:1:0 module=com.shop.X
  java [run] Thread.java:833:0 module=java.lang.Thread lib
  java [invoke] :0:0 module=jdk.internal.reflect.GeneratedMethodAccessor5 lib
  java [b] SourceFile:12:0 module=a.a
  java [total] :0:0 module=com.shop.Cart$$EnhancerBySpringCGLIB$$1
cause com.shop.Inner: deep
  java [f] Deep.kt:3:0 module=com.shop.Deep
member java.io.IOException: closing
  java [close] Deep.kt:9:0 module=com.shop.Deep
cause java.lang.Error: 
  java [<init>] Deep.kt:3:0 module=com.shop.Deep
`},
		{"android logcat", `
01-02 03:04:05.678  1234  1234 E AndroidRuntime: FATAL EXCEPTION: main
01-02 03:04:05.678  1234  1234 E AndroidRuntime: Process: com.shop, PID: 1234
01-02 03:04:05.678  1234  1234 E AndroidRuntime: java.lang.NullPointerException: x
01-02 03:04:05.678  1234  1234 E AndroidRuntime: 	at com.shop.Cart.total(Cart.kt:12)
01-02 03:04:05.678  1234  1234 E AndroidRuntime: Caused by: java.io.IOException: y
01-02 03:04:05.678  1234  1234 E AndroidRuntime: 	at com.shop.Cart.read(Cart.kt:3)
`, `
java.lang.NullPointerException: x
  java [total] Cart.kt:12:0 module=com.shop.Cart
cause java.io.IOException: y
  java [read] Cart.kt:3:0 module=com.shop.Cart
`},
	})
}
