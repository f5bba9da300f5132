"""Pages in the manner of ten further systems, written after the reader and measured once before it was changed again."""

from __future__ import annotations

import json
from datetime import timedelta

from hijridate import Gregorian
from load import MONTHS, Story
from tuned import Manner, Page, direction, ld, lines, links, paras, share, w


def nextjs(s: Story, o: list[Story]) -> Page:
    """A site made by scripts on the server: hashed classes, its data once more as JSON, no JSON-LD, no site name."""
    data = {
        "props": {"pageProps": {"article": {"id": s.id, "headline": s.title, "publishedAt": s.iso, "body": list(s.text)}}},
        "page": "/[section]/[slug]",
        "buildId": "x8Kq",
    }  # fmt: skip
    body = "".join(
        f'<p class="Paragraph_root__2xY Text_body__{n % 4}aK">{line}</p>'
        + ('<div class="Ad_slot__9f" id="div-gpt-ad-2"></div>' if n == 1 else "")
        for n, line in enumerate(s.text)
    )
    cards = "".join(
        f'<article class="Card_root__1a"><a href="/n/{x.id}"><span class="Card_kicker__7">{x.section}</span><h3 class="Card_title__3">{x.title}</h3></a><span class="Card_time__4">{x.written()}</span></article>'
        for x in (o * 2)[:6]
    )
    return (
        f"https://{s.host}/{s.section.lower()}/{s.id}-slug-of-report",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><title>{s.title} | {s.outlet}</title>
<meta property="og:type" content="article"/><meta property="og:title" content="{s.title}"/><meta property="og:description" content="{s.text[0][:140]}"/><meta name="next-head-count" content="14"/></head>
<body><div id="__next"><div class="Shell_root__x1"><header class="Header_root__5b"><a href="/" class="Header_home__aa"><svg viewBox="0 0 120 20"><title>{s.outlet}</title><path d="M0 0"/></svg></a><nav class="Nav__q"><ul>{links(o, 5)}</ul></nav></header>
<main class="Article_main__w2"><div class="Article_head__l"><a href="/{s.section}">{s.section}</a><h1 class="Headline_root__3z">{s.title}</h1><p class="Standfirst__1">{s.text[0][:90]}…</p>
<div class="Meta_root__k"><span>{s.author}</span><span aria-hidden="true">•</span><span class="Meta_date__b">{s.written()}</span><span>{w(s, "دقيقتا قراءة", "2 min read")}</span></div></div>
<div class="Article_body__p">{body}</div><div class="Topics__a"><a href="/t/1">{s.section}</a></div></main>
<section class="More_root__u"><h2>{w(s, "المزيد من الأخبار", "More from this section")}</h2>{cards}</section><footer class="Footer_root__z"><p>© {s.moment.year + 1} {s.outlet}</p><ul><li><a href="/about">{w(s, "من نحن", "About us")}</a></li><li><a href="/privacy">{w(s, "سياسة الخصوصية", "Privacy")}</a></li></ul></footer></div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script></body></html>""",
    )


def agency(s: Story, o: list[Story]) -> Page:
    """The portal of an agency: the date in both calendars, the service's sign at the head of the text and at its end."""
    hijri = Gregorian(s.moment.year, s.moment.month, s.moment.day).to_hijri()
    day = (
        s.written()
        if s.lang == "en" or s.months == "hijri"
        else f"{hijri.day} {MONTHS['hijri'][hijri.month - 1]} {hijri.year} هـ الموافق {s.written().partition(' ')[2]} م"
    )
    first = f"{w(s, 'العاصمة', 'The capital')}, {s.moment.day} {w(s, '/ مراسلنا /', '(staff)')} -- {s.text[0]}"
    body = "".join(f"<p>{line}</p>" for line in (first, *s.text[1:]))
    return (
        f"https://{s.host}/ViewStory.aspx?lang={s.lang}&newsid={s.id[1:]}20881",
        f"""<!DOCTYPE html><html {direction(s)}><head><title>
	{s.outlet} {s.title}
</title><meta charset="utf-8" /><meta name="description" content="{s.outlet}" /><meta name="keywords" content="{w(s, "أخبار, وكالة", "news, agency")}" /></head><body><form method="post" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK{"A9x" * 200}" />
<div class="header"><div class="container"><img src="/images/logo.png" alt="{s.outlet}" class="img-responsive" /><div class="pull-left"><span id="lblToday">{s.written(s.moment + timedelta(days=120))}</span></div></div></div>
<div class="menu"><a href="Default.aspx">{w(s, "الرئيسية", "Home")}</a> <a href="Cat.aspx?c=1">{w(s, "محلي", "Local")}</a> <a href="Cat.aspx?c=2">{w(s, "دولي", "World")}</a> <a href="Cat.aspx?c=3">{w(s, "رياضة", "Sports")}</a></div>
<div class="row"><div class="col-md-8"><div class="newsCat">{s.section}</div><h2 id="NewsTitle" class="divNewsTitle">{s.title}</h2><div class="divNewsDate"><span id="lblDate">{day}</span></div>
<div class="divNewsDetails">{body}<p>// {w(s, "انتهى", "END")} //</p><p>{s.moment:%H:%M} {w(s, "ت م", "local")}</p></div><div class="newsLink">{w(s, "رابط مختصر", "Short link")}: <input type="text" value="https://{s.host}/s/{s.id}" /></div></div>
<div class="col-md-4"><div class="box"><h3>{w(s, "آخر الأخبار", "Latest news")}</h3>{"".join(f'<div class="item"><a href="ViewStory.aspx?newsid={n}">{x.title}</a><small>{x.moment:%H:%M}</small></div>' for n, x in enumerate((o * 2)[:9]))}</div></div></div>
<div class="footer">{w(s, "جميع الحقوق محفوظة لـ", "All rights reserved to ")}{s.outlet} © {s.moment.year}</div></form></body></html>""",
    )


def broadcaster(s: Story, o: list[Story]) -> Page:
    """A broadcaster: parts named by their data, links to its topics as a list in the report, a time as its only date."""
    data = {
        "@context": "http://schema.org", "@type": "ReportageNewsArticle", "url": f"https://{s.host}/news/world-{s.id[1:]}61",
        "publisher": {"@type": "NewsMediaOrganization", "name": s.outlet, "publishingPrinciples": f"https://{s.host}/help"},
        "datePublished": s.iso, "dateModified": (s.moment + timedelta(hours=30)).isoformat(), "headline": s.title,
        "mainEntityOfPage": f"https://{s.host}/news/world-{s.id[1:]}61"}  # fmt: skip
    body = "".join(
        f'<div data-component="text-block" class="ssrcss-7uxr49-RichText"><p class="ssrcss-1q0x"><b class="ssrcss-hmf8ql-Bold">{line}</b></p></div>'
        if n == 0
        else f'<div data-component="text-block" class="ssrcss-7uxr49-RichText"><p class="ssrcss-1q0x">{line}</p></div>'
        + (
            f'<div data-component="unordered-list-block"><ul role="list"><li><a href="/news/1">{o[0].title}</a></li><li><a href="/news/2">{o[1].title}</a></li></ul></div>'
            if n == 2
            else ""
        )
        for n, line in enumerate(s.text)
    )
    return (
        f"https://{s.host}/news/world-{s.id[1:]}61",
        f"""<!DOCTYPE html><html {direction(s)} class="no-js"><head><meta charSet="utf-8"/><title>{s.title} - {s.outlet}</title>{ld(data)}</head><body><div id="root"><header role="banner"><a href="/" class="Logo"><span class="visually-hidden">{w(s, "الصفحة الرئيسية", "Homepage")}</span></a><nav aria-label="main"><ul>{links(o, 6)}</ul></nav></header>
<main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header data-component="headline-block"><h1 id="main-heading" class="ssrcss-15xko80-StyledHeading">{s.title}</h1></header>
<div data-component="byline-block"><div class="ssrcss-68pt20-Text-TextContributorName">{w(s, "بقلم", "By")} {s.author}</div><div>{w(s, "مراسل الشؤون الدولية", "World affairs reporter")}</div></div><div data-component="metadata-block"><ul role="list"><li>{w(s, "نشر", "Published")} <time data-testid="timestamp" dateTime="{s.iso}">{w(s, "قبل ساعتين", "2 hours ago")}</time></li></ul></div>
<figure data-component="image-block"><img src="p.jpg" alt=""/><figcaption><span class="visually-hidden">{w(s, "التعليق على الصورة", "Image caption")}, </span>{w(s, "المكان كما بدا صباح اليوم التالي", "The scene as it looked on the following morning")}</figcaption></figure>{body}
<section data-component="topic-list"><h2>{w(s, "موضوعات متعلقة", "Related Topics")}</h2><ul><li><a href="/t">{s.section}</a></li></ul></section></article>
<section data-component="links-block"><h2>{w(s, "قصص مرتبطة", "More on this story")}</h2><ul>{"".join(f'<li><div class="Promo"><a href="/news/9"><span>{x.title}</span></a><div>{w(s, "نشر", "Published")} {x.written()}</div></div></li>' for x in (o * 2)[:5])}</ul></section></main>
<aside><h2>{w(s, "الأكثر قراءة", "Most read")}</h2><ol>{links(o, 8)}</ol></aside><footer><p>© {s.moment.year + 2} {w(s, "لسنا مسؤولين عن محتوى المواقع الخارجية.", "We are not responsible for the content of external sites.")}</p></footer></div></body></html>""",
    )


def letter_host(s: Story, o: list[Story]) -> Page:
    """A newsletter's page on the host of many: boxes for subscribers in the text, the host's own name at the foot."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "url": f"https://{s.host}/p/{s.id}", "headline": s.title,
            "datePublished": s.iso, "dateModified": s.iso, "isAccessibleForFree": True,
            "author": [{"@type": "Person", "name": s.author, "url": "https://letters.example/@a"}],
            "publisher": {"@type": "Organization", "name": s.outlet, "url": f"https://{s.host}"}}  # fmt: skip
    box = f'<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">{w(s, "شكرا لقراءتك! اشترك مجانا لتصلك الرسائل الجديدة وتدعم عملنا.", "Thanks for reading! Subscribe for free to receive new posts and support our work.")}</p></div><form><input type="email" placeholder="…"/><input type="submit" value="Subscribe"/></form></div></div>'
    body = "".join(f"<p>{line}</p>" + (box if n in (1, 4) else "") for n, line in enumerate(s.text))
    return (
        f"https://{s.host}/p/{s.id}",
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title data-rh="true">{s.title} - {w(s, "بقلم", "by")} {s.author} - {s.outlet}</title><meta property="og:type" content="article"/><meta property="og:title" content="{s.title}"/><meta name="author" content="{s.author}"/><meta name="twitter:title" content="{s.title}"/>
<link rel="canonical" href="https://{s.host}/p/{s.id}"/>{ld(data)}</head><body><div id="entry"><div class="main-menu"><div class="topbar"><a href="/" class="wordmark"><h1 class="navbar-title">{s.outlet}</h1></a><button>{w(s, "اشترك", "Subscribe")}</button><button>{w(s, "دخول", "Sign in")}</button></div></div>
<article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{s.title}</h1><h3 class="subtitle">{s.text[0][:60]}</h3><div class="byline-wrapper"><a href="/@a">{s.author}</a><div class="pencraft meta">{s.written()}</div><div>31</div><div>{w(s, "شارك", "Share")}</div></div></div>
<div class="available-content"><div dir="auto" class="body markup">{body}</div></div><div class="post-footer"><a>{w(s, "إعجاب", "Like")}</a><a>{w(s, "تعليق", "Comment")}</a></div></article>
<div id="discussion"><h4>{w(s, "نقاش حول هذه الرسالة", "Discussion about this post")}</h4><div class="comment"><p>{w(s, "عمل ممتاز كالعادة، ننتظر الجزء الثاني بفارغ الصبر.", "Great work as always, looking forward to the second part.")}</p></div></div>
<div class="portable-archive"><h2>{w(s, "أحدث الرسائل", "Latest")}</h2>{"".join(f'<div class="post-preview"><a href="/p/{n}">{x.title}</a><div>{x.text[0][:80]}</div><time datetime="{x.iso}">{x.written()}</time></div>' for n, x in enumerate(o[:5]))}</div><div class="footer">© {s.moment.year} {s.author} ∙ <a>Privacy</a> ∙ <a>Terms</a><a href="https://letters.example">Get the app</a> Letterhost is the home for great culture</div></div></body></html>""",
    )


def wiki(s: Story, o: list[Story]) -> Page:
    """A wiki of news: a slogan behind its name in the title, the date as the first line of the text, sources below it."""
    slogan = w(s, "مصدر الأخبار الحر", "the free news source")
    return (
        f"https://{s.host}/wiki/{s.title.replace(' ', '_')}",
        f"""<!DOCTYPE html><html class="client-nojs" {direction(s)}><head><meta charset="UTF-8"><title>{s.title} - {s.outlet}{w(s, "،", ",")} {slogan}</title><meta name="generator" content="MediaWiki 1.43.0"><meta property="og:title" content="{s.title} - {s.outlet}{w(s, "،", ",")} {slogan}"><meta property="og:type" content="website">
<link rel="alternate" type="application/atom+xml" title="{w(s, "خلاصة أتوم", "Atom feed")} {s.outlet}" href="/w/feed"></head><body class="skin-vector ns-0 ns-subject"><div class="mw-page-container"><a class="mw-jump-link" href="#bodyContent">{w(s, "اذهب إلى المحتوى", "Jump to content")}</a>
<header class="vector-header"><a href="/wiki/Main_Page" class="mw-logo"><img class="mw-logo-icon" src="i.png" alt=""><span class="mw-logo-container"><img class="mw-logo-wordmark" alt="{s.outlet}" src="w.svg"></span></a><div class="vector-search"><form><input placeholder="{w(s, "ابحث", "Search")}"></form></div></header>
<main id="content" class="mw-body"><header class="mw-body-header"><h1 id="firstHeading" class="firstHeading mw-first-heading"><span class="mw-page-title-main">{s.title}</span></h1></header><div id="bodyContent" class="vector-body"><div id="siteSub">{w(s, "من", "From")} {s.outlet}{w(s, "،", ",")} {slogan}</div>
<div id="mw-content-text" class="mw-body-content"><div class="mw-content-ltr mw-parser-output"><p><strong class="published"><span id="publishDate" class="value-title" title="{s.day}"></span>{s.written()}</strong></p>
<table class="infobox"><tbody><tr><td>{w(s, "مقالات أخرى", "Related articles")}</td></tr><tr><td><ul>{links(o, 4)}</ul></td></tr></tbody></table>{paras(s)}
<h2><span class="mw-headline" id="Sources">{w(s, "المصادر", "Sources")}</span></h2><ul><li><span class="sourceTemplate">{s.author}. "<a rel="nofollow" class="external text" href="https://z.example">{o[0].title}</a>" — <i>{o[0].outlet}</i>, {o[0].written()}</span></li></ul></div></div>
<div id="catlinks" class="catlinks"><a href="/wiki/C">{w(s, "تصنيفات", "Categories")}</a>: <ul><li><a href="/wiki/C1">{s.section}</a></li></ul></div></main><footer id="footer"><ul id="footer-info"><li id="footer-info-lastmod">{w(s, "آخر تعديل لهذه الصفحة كان يوم", "This page was last edited on")} {s.written(s.moment + timedelta(days=400))}.</li><li>{w(s, "النصوص متاحة تحت رخصة المشاع الإبداعي", "Text is available under a Creative Commons licence")}</li></ul></footer></div></body></html>""",
    )


def archived(s: Story, o: list[Story]) -> Page:
    """A page as a web archive shows it: the archive's bar above it, all its links led through the archive."""
    stamp = (s.moment + timedelta(days=210)).strftime("%Y%m%d%H%M%S")
    web = f"https://webarchive.example/web/{stamp}/https://{s.host}"
    return (
        f"{web}/{s.section.lower()}/{s.moment:%Y/%m/%d}/{s.id}.html",
        f"""<!DOCTYPE html><html {direction(s)}><head><script type="text/javascript" src="https://webarchive.example/_static/js/bundle-playback.js"></script><!-- End Rewrite JS Include --><meta charset="utf-8"><title>{s.title} - {s.outlet}</title>
<meta property="og:site_name" content="{s.outlet}"/><meta property="og:title" content="{s.title}"/><meta property="og:url" content="{web}/{s.id}.html"/><link rel="canonical" href="{web}/{s.section.lower()}/{s.moment:%Y/%m/%d}/{s.id}.html"/></head>
<body><!-- BEGIN TOOLBAR INSERT --><div id="wm-ipp-base" lang="en"><div id="wm-ipp-inside"><div id="wm-toolbar"><a href="/web/" title="Web archive home page">Web Archive</a><span class="c">42 captures</span><span>{(s.moment + timedelta(days=210)):%d %b %Y}</span> - <span>{(s.moment + timedelta(days=700)):%d %b %Y}</span><div id="wm-tb-options">About this capture</div></div><div id="wm-capinfo"><p>COLLECTED BY</p><p>Data collected by a crawl of news sites that started in {s.moment.year}.</p><p>TIMESTAMPS</p></div></div></div><!-- END TOOLBAR INSERT -->
<div id="header"><a href="{web}/"><img src="{web}/logo.png" alt="{s.outlet}"/></a><ul id="nav">{links(o, 5).replace('href="', f'href="{web}')}</ul></div>
<div id="story"><h1>{s.title}</h1><div class="dateline">{w(s, "نشر في", "Published")} {s.written()}</div><div class="author">{s.author}</div>{paras(s)}<div class="tools">{share(s)}</div></div>
<div id="more"><h4>{w(s, "مقالات ذات صلة", "Related stories")}</h4><ul>{links(o, 6).replace('href="', f'href="{web}')}</ul></div><div id="foot">&copy; {s.moment.year} {s.outlet}</div></body></html>""",
    )


def nineties(s: Story, o: list[Story]) -> Page:
    """A page of the first years: no heading element, a title that says nothing, the encoding only by a meta element."""
    charset = "windows-1252" if s.lang == "en" else "windows-1256"
    body = "\n".join(f"<P ALIGN=JUSTIFY><FONT FACE='Simplified Arabic' SIZE=4>{line}</FONT>" for line in s.text)
    return (
        f"http://{s.host}/archive/{s.moment:%Y}/{s.moment:%m}/{s.moment:%d}/n{s.id[1:]}.htm",
        f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}"><META NAME="GENERATOR" CONTENT="Microsoft FrontPage 4.0"><TITLE>{w(s, "صفحة جديدة 1", "New Page 1")}</TITLE></HEAD>
<BODY {"DIR=RTL" if s.lang == "ar" else ""} BGCOLOR=#FFFFFF><CENTER><IMG SRC="../../../images/head.gif" WIDTH=760 HEIGHT=90 ALT="{s.outlet}"></CENTER><HR><TABLE BORDER=0 WIDTH=760 ALIGN=CENTER><TR><TD WIDTH=140 VALIGN=TOP>{"<BR>".join(f"<A HREF=../../../{n}.htm>{x.section}</A>" for n, x in enumerate(o))}</TD>
<TD VALIGN=TOP><P ALIGN=CENTER><B><FONT COLOR=#800000 SIZE=5>{s.title}</FONT></B></P><P ALIGN=CENTER><FONT SIZE=2>{s.author} - {s.written()}</FONT></P>
{body}
<P ALIGN=CENTER><A HREF=javascript:history.back()>{w(s, "عودة", "Back")}</A></TD></TR></TABLE><HR><CENTER><FONT SIZE=1>Copyright &copy; {s.moment.year} {s.outlet}</FONT></CENTER></BODY></HTML>""",
    )


def sharepoint(s: Story, o: list[Story]) -> Page:
    """A portal made with SharePoint: a title over several lines, marks of the field's editor, dates as numbers."""
    body = "".join(
        f'<div class="ExternalClass{n}F"><p style="text-align:justify;"><span class="ms-rteFontSize-3">{line}</span>\u200b</p></div>'
        for n, line in enumerate(s.text)
    )
    return (
        f"https://{s.host}/{s.lang}/MediaCenter/News/Pages/news{s.id[1:]}44.aspx",
        f"""<!DOCTYPE html><html dir="{w(s, "rtl", "ltr")}" lang="{w(s, "ar-SA", "en-US")}"><head><meta http-equiv="X-UA-Compatible" content="IE=edge" /><meta name="GENERATOR" content="Microsoft SharePoint" /><meta http-equiv="Content-type" content="text/html; charset=utf-8" /><title>

	{s.outlet}
 -
	{s.title}
</title></head><body><form id="aspnetForm"><div id="ms-designer-ribbon"><div id="TurnOnAccessibility" style="display:none" class="s4-notdlg noindex"><a href="#">{w(s, "تشغيل وضع الوصول الأكثر سهولة", "Turn on more accessible mode")}</a></div></div>
<div id="s4-workspace"><div class="top-header"><div class="logo-wrap"><a href="/{s.lang}/Pages/default.aspx"><img src="/Style/logo.svg" alt="{w(s, "الشعار", "Logo")}"/></a></div><ul class="root static">{links(o, 4)}</ul></div>
<div class="breadcrumb-wrap"><a href="/">{w(s, "الرئيسية", "Home")}</a> / <a href="/News">{w(s, "المركز الإعلامي", "Media Center")}</a> / <span>{w(s, "الأخبار", "News")}</span></div><div id="DeltaPlaceHolderMain"><div class="article article-left"><div class="news-title"><h2>{s.title}</h2></div>
<div class="captioned-image"><div class="image"><img src="i.jpg"/></div><div class="caption"></div></div><div class="article-header"><div class="date-line">{w(s, "تاريخ النشر", "Publish date")}: {s.moment:%Y/%m/%d}</div></div>
<div class="article-content"><div id="ctl00_PlaceHolderMain_RichHtmlField" class="ms-rtestate-field" style="display:inline">{body}</div></div><div class="rating"><span>{w(s, "هل كان هذا المحتوى مفيدا؟", "Was this content useful?")}</span><a>{w(s, "نعم", "Yes")}</a><a>{w(s, "لا", "No")}</a></div><div class="last-mod">{w(s, "آخر تحديث", "Last modified")}: {(s.moment + timedelta(days=90)):%Y/%m/%d}</div></div></div>
<div class="footer"><ul><li><a>{w(s, "اتصل بنا", "Contact us")}</a></li><li><a>{w(s, "خريطة الموقع", "Site map")}</a></li></ul><p>{w(s, "جميع الحقوق محفوظة", "All rights reserved")} © {s.moment.year} {s.outlet}</p></div></div></form></body></html>""",
    )


def local_cms(s: Story, o: list[Story]) -> Page:
    """A portal of a small maker: the slogan in the site's name, the date as numbers with a clock, a wall between lines."""
    slogan = w(s, "على مدار الساعة", "around the clock")
    wall = f'<div class="in-article"><div class="in-title">{w(s, "أخبار قد تهمك", "You may be interested in")}</div>{"".join(f"""<div class="in-item"><a href="/n/{x.id}"><img src="t.jpg" alt="{x.title}"><span>{x.title}</span></a></div>""" for x in o[:3])}</div>'
    body = "".join(f"<p><span>{line}</span></p>" + (wall if n == 2 else "") for n, line in enumerate(s.text))
    return (
        f"https://{s.host}/post/{s.id[1:]}7719/{s.title.replace(' ', '-')}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.outlet} - {s.title}</title><meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{s.outlet} - {slogan}"><meta property="og:type" content="article"><meta name="csrf-token" content="Zk3"></head>
<body class="rtl"><div class="top-strip"><span id="date">{s.written(s.moment + timedelta(days=77))}</span><span>{w(s, "درجة الحرارة", "Temperature")} 21°</span></div><div class="navbar"><a class="navbar-brand" href="https://{s.host}"><img src="/uploads/logo.png" alt="{s.outlet}"></a><ul class="nav">{links(o, 6)}</ul></div><div class="breaking"><b>{w(s, "عاجل", "Breaking")}</b> <marquee>{o[0].title} • {o[1].title}</marquee></div>
<div class="container"><div class="col-lg-8"><div class="post-page"><h1 class="post_title">{s.title}</h1><div class="post_info"><span class="post_date"><i class="fa fa-clock-o"></i> {s.moment:%d-%m-%Y} | {s.moment:%H:%M}</span><span class="post_views"><i class="fa fa-eye"></i> 2418</span></div>
<div class="post_img"><img src="/uploads/1.jpg" alt="{s.title}"></div><div class="post_share">{share(s)}</div><div class="post_text" id="fontSize">{body}<p>&nbsp;</p></div><div class="post_tags"><a href="/tag/1">{s.section}</a></div><div class="post_next"><a href="/n/1">{w(s, "الخبر التالي", "Next")}: {o[1].title}</a></div>
<div class="comments-box"><h3>{w(s, "التعليقات", "Comments")} (1)</h3><div class="one"><b>{w(s, "زائر", "Guest")}</b><p>{w(s, "نتمنى من المسؤولين متابعة الموضوع وعدم تركه.", "We hope the authorities follow this up.")}</p></div></div></div></div><div class="col-lg-4"><h4>{w(s, "الأكثر مشاهدة", "Most viewed")}</h4>{"".join(f'<div class="side-item"><a href="/n/{x.id}">{x.title}</a><small>{x.moment:%d-%m-%Y}</small></div>' for x in (o * 2)[:8])}</div></div>
<footer>{w(s, "تصميم وبرمجة: ويب ستار", "Designed by Web Star")} | {w(s, "حقوق النشر محفوظة", "Copyright reserved")} {s.moment.year} © {s.outlet}</footer></body></html>""",
    )


def board(s: Story, o: list[Story]) -> Page:
    """A board on which reports are posted: the headline thrice, the day said as numbers, replies built like the report."""

    def post(n: int, who: str, text: str, day: str) -> str:
        return f'<table id="post{n}" class="tborder"><tr><td class="thead"><a name="post{n}"><img src="s.gif"/></a> {day}, {s.moment:%I:%M %p}</td></tr><tr><td class="alt2"><a class="bigusername" href="member.php?u={n}">{who}</a><div class="smallfont">{w(s, "عضو جديد", "Junior Member")}</div><div class="smallfont">{w(s, "المشاركات", "Posts")}: {n + 12}</div></td></tr><tr><td class="alt1" id="td_post_{n}">{text}</td></tr></table>'

    first = f'<div class="smallfont"><strong>{s.title}</strong></div><hr size="1"/><div id="post_message_1">{lines(s)}</div><div>__________________<br/>{w(s, "توقيع العضو", "My signature")}</div>'
    reply = f'<div id="post_message_2">{w(s, "مشكور أخي على نقل الخبر", "Thanks for posting this")}</div>'
    return (
        f"https://{s.host}/vb/showthread.php?t={s.id[1:]}5520",
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html {direction(s)}><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><meta name="generator" content="vBulletin 3.8.7"/><title>{s.title} - {s.outlet}</title></head>
<body><a name="top"></a><table class="tborder"><tr><td><a href="index.php"><img src="images/logo.gif" alt="{s.outlet}"/></a></td></tr></table><table class="tborder"><tr><td class="alt1"><span class="navbar">&gt; <a href="index.php">{s.outlet}</a> &gt; <a href="forumdisplay.php?f=3">{s.section}</a></span><div class="navbar"><strong>{s.title}</strong></div></td></tr></table>
<table><tr><td><a href="register.php">{w(s, "التسجيل", "Register")}</a></td><td><a href="faq.php">{w(s, "التعليمات", "FAQ")}</a></td><td><a href="calendar.php">{w(s, "التقويم", "Calendar")}</a></td></tr></table>
<div id="posts">{post(1, s.author, first, f"{s.moment:%d-%m-%Y}")}{post(2, "Sami", reply, f"{(s.moment + timedelta(days=1)):%d-%m-%Y}")}</div><table class="tborder"><tr><td class="thead">{w(s, "مواضيع مشابهة", "Similar Threads")}</td></tr>{"".join(f'<tr><td class="alt1"><a href="showthread.php?t={n}">{x.title}</a></td><td>{x.author}</td><td>{x.moment:%d-%m-%Y}</td></tr>' for n, x in enumerate(o[:5]))}</table>
<div align="center" class="smallfont">{w(s, "الساعة الآن", "All times are GMT. The time now is")} 10:31 AM.</div><div align="center" class="smallfont">Powered by vBulletin® Version 3.8.7<br/>Copyright ©2000 - {s.moment.year + 3}, Board Makers Ltd.</div><div align="center">{s.outlet}</div></body></html>""",
    )


MANNERS: list[Manner] = [
    nextjs, agency, broadcaster, letter_host, wiki, archived, nineties, sharepoint, local_cms, board,
]  # fmt: skip
