"""What the other end of the trunk does where a phone could not: sipp scenarios (RFC 3261, 3311)."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="other end">\n'
BACK = """[last_Via:]
[last_From:]
[last_To:];tag=[pid]there[call_number]
[last_Call-ID:]
[last_CSeq:]
[last_Record-Route:]
Contact: <sip:there@[local_ip]:[local_port]>"""
EMPTY = "Content-Length: 0\n\n"
SDP = """Content-Type: application/sdp
Content-Length: [len]

v=0
o=there 1 {version} IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
"""


def _send(text: str) -> str:
    return f'<send retrans="500"><![CDATA[\n{text}\n]]></send>\n'


def _answer(line: str, body: str = EMPTY) -> str:
    return f"<send><![CDATA[\nSIP/2.0 {line}\n{BACK}\n{body}\n]]></send>\n"


def _request(method: str, number: int, body: str) -> str:
    return _send(
        f"""{method} [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From:[$1];tag=[pid]there[call_number]
To:[$2]
Call-ID: [call_id]
CSeq: {number} {method}
Contact: <sip:there@[local_ip]:[local_port]>
Supported: timer
Session-Expires: 90;refresher=uac
Max-Forwards: 70
{body}"""
    )


INVITE = """<recv request="INVITE" rrs="true"><action>
<ereg regexp=".*" search_in="hdr" header="To:" assign_to="1"/>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="2"/>
</action></recv>
"""
REFERENCE = '<Reference variables="1,2"/>\n'


def refuses(line: str, *, ringing: bool = False) -> str:
    """Refuses with a response such as `486 Busy Here`."""
    rings = _answer("180 Ringing") if ringing else ""
    refusal = _send(f"SIP/2.0 {line}\n{BACK}\n{EMPTY}")
    steps = '<recv request="INVITE"/>\n' + rings + refusal + '<recv request="ACK"/>\n'
    return HEAD + steps + "</scenario>"


def refreshes() -> str:
    """Plays an announcement before the answer (183), answers, and refreshes the session twice."""
    steps = [
        INVITE,
        _answer("183 Session Progress", SDP.format(version=1)),
        '<pause milliseconds="600"/>\n',
        _send(f"SIP/2.0 200 OK\n{BACK}\n{SDP.format(version=1)}"),
        '<recv request="ACK"/>\n<pause milliseconds="400"/>\n',
        _request("INVITE", 1, SDP.format(version=2)),
        '<recv response="100" optional="true"/>\n<recv response="200"/>\n',
        _request("ACK", 1, EMPTY).replace(' retrans="500"', ""),
        '<pause milliseconds="300"/>\n',
        _request("UPDATE", 2, EMPTY),
        '<recv response="200"/>\n<recv request="BYE"/>\n',
        _answer("200 OK").replace(";tag=[pid]there[call_number]", ""),
    ]
    return HEAD + "".join(steps) + REFERENCE + "</scenario>"
