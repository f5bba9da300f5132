"""Pages in the manner of ten systems, which the reader of pages was written against."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from load import Story

Page = tuple[str, str]  # address, markup
Manner = Callable[[Story, list[Story]], Page]


def w(story: Story, arabic: str, english: str) -> str:
    return english if story.lang == "en" else arabic


def paras(story: Story, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{line}</{tag}>" for line in story.text)


def lines(story: Story) -> str:
    return "<br><br>\n".join(story.text)


def links(others: list[Story], count: int = 6) -> str:
    return "".join(f'<li><a href="/news/{s.id}">{s.title}</a></li>' for s in (others * 3)[:count])


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def direction(story: Story) -> str:
    return f'lang="{story.lang}" dir="{w(story, "rtl", "ltr")}"'


def share(story: Story) -> str:
    return "".join(
        f'<a class="share-btn" href="#">{w(story, a, e)}</a> '
        for a, e in (("فيسبوك", "Facebook"), ("تويتر", "Twitter"), ("واتساب", "WhatsApp"), ("طباعة", "Print"))
    )


def wordpress(s: Story, o: list[Story]) -> Page:
    url = f"https://{s.host}/{s.section.lower()}/{s.id}-report/"
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Article", "@id": url + "#article", "isPartOf": {"@id": url}, "headline": s.title,
             "author": {"name": s.author, "@id": url + "#person"}, "datePublished": s.iso,
             "dateModified": (s.moment + timedelta(days=3)).isoformat(), "publisher": {"@id": f"https://{s.host}/#organization"}},
            {"@type": "WebPage", "@id": url, "url": url, "name": f"{s.title} - {s.outlet}",
             "isPartOf": {"@id": f"https://{s.host}/#website"}, "datePublished": s.iso},
            {"@type": "WebSite", "@id": f"https://{s.host}/#website", "url": f"https://{s.host}/", "name": s.outlet},
            {"@type": "Organization", "@id": f"https://{s.host}/#organization", "name": s.outlet},
        ],
    }  # fmt: skip
    return (
        url,
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="UTF-8"><title>{s.title} - {s.outlet}</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{s.title} - {s.outlet}">
<meta property="og:site_name" content="{s.outlet}"><meta property="article:published_time" content="{s.iso}">
<link rel="alternate" type="application/rss+xml" title="{s.outlet} &raquo; {w(s, "الخلاصة", "Feed")}" href="/feed/">{ld(graph)}</head>
<body class="single"><header id="masthead"><div class="site-branding"><p class="site-title"><a href="/">{s.outlet}</a></p></div>
<nav><ul>{links(o, 5)}</ul></nav></header><div id="content"><main><article class="post">
<header class="entry-header"><h1 class="entry-title">{s.title}</h1><div class="entry-meta"><span class="posted-on">{s.written()}</span>
<span class="byline">{w(s, "بواسطة", "by")} {s.author}</span></div></header>
<figure class="wp-block-image"><img src="a.jpg" alt=""><figcaption>{w(s, "صورة من المكان التقطت أمس", "A picture taken at the scene")}</figcaption></figure>
<div class="entry-content">{paras(s)}
<div class="sharedaddy">{share(s)}</div><div class="jp-relatedposts"><h3>{w(s, "ذات صلة", "Related")}</h3><ul>{links(o)}</ul></div></div>
<footer class="entry-footer"><span class="tags-links">{w(s, "الوسوم", "Tags")}: <a>{s.section}</a></span></footer></article>
<div id="comments"><h2>{w(s, "التعليقات", "Comments")}</h2><ol class="comment-list"><li><p>{w(s, "شكرا على هذا التقرير المفيد جدا.", "Thanks for this, very useful report.")}</p></li></ol>
<div id="respond"><h3>{w(s, "اترك تعليقاً", "Leave a Reply")}</h3><p>{w(s, "لن يتم نشر عنوان بريدك الإلكتروني.", "Your email address will not be published.")}</p></div></div>
</main><aside class="widget-area"><h2>{w(s, "أحدث الأخبار", "Latest")}</h2><ul>{links(o, 8)}</ul></aside></div>
<footer id="colophon">© 2021 {s.outlet}. {w(s, "جميع الحقوق محفوظة", "All rights reserved")}</footer></body></html>""",
    )


def amp(s: Story, o: list[Story]) -> Page:
    url = f"https://{s.host}/article/{s.id}"
    data = {
        "@context": "http://schema.org", "@type": "NewsArticle", "mainEntityOfPage": url, "headline": s.title,
        "datePublished": s.iso, "dateModified": s.iso, "author": {"@type": "Person", "name": s.author},
        "publisher": {"@type": "Organization", "name": s.outlet, "logo": {"@type": "ImageObject", "url": "l.png"}},
    }  # fmt: skip
    body = paras(s).replace(
        "</p>\n<p>",
        f'</p>\n<amp-ad width=300 height=250 type="x"><div placeholder>{w(s, "إعلان", "Advertisement")}</div></amp-ad><p>',
        2,
    )
    return (
        url + "/amp",
        f"""<!doctype html><html amp {direction(s)}><head><meta charset="utf-8"><title>{s.title}</title>
<link rel="canonical" href="{url}"><script async src="v0.js"></script><style amp-custom>p{{}}</style>{ld(data)}</head>
<body><amp-sidebar id="sb"><ul>{links(o, 8)}</ul></amp-sidebar><header class="top"><a href="/"><amp-img src="logo.png" alt="{s.outlet}"></amp-img></a></header>
<main><h1>{s.title}</h1><p class="meta">{s.author} | {s.written()}</p><amp-img src="a.jpg"></amp-img><div class="story">{body}</div>
<amp-social-share type="twitter"></amp-social-share><section class="more"><h2>{w(s, "المزيد", "More stories")}</h2><ul>{links(o)}</ul></section></main>
<footer><p>{s.outlet}</p></footer></body></html>""",
    )


def soup(s: Story, o: list[Story]) -> Page:
    charset = "utf-8" if s.lang == "en" else "windows-1256"
    return (
        f"http://{s.host}/news.php?action=show&id={s.id[1:]}7",
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{s.outlet} :: {s.title}</title></head><body bgcolor=#ffffff><center><table width=960><tr><td colspan=3><a href="/"><img src=logo.gif alt="{s.outlet}"></a>
<font size=2>{s.written(s.moment + timedelta(days=400))}</font></td></tr><tr><td width=160 valign=top><b>{w(s, "الأقسام", "Sections")}</b><br>
{"<br>".join(f"<a href=x>{x.title}</a>" for x in o[:5])}</td><td valign=top><font size=5 color=red><b><h1>{s.title}</h1></b></font>
<font size=2 color=gray>{w(s, "تاريخ النشر", "Published")}: {s.written()}</font><br><br><font size=4>{lines(s)}<br></font><br>
<a href=print>{w(s, "طباعة", "Print")}</a> | <a href=mail>{w(s, "إرسال لصديق", "Send to a friend")}</a><p></td><td width=180><b>{w(s, "الأكثر قراءة", "Most read")}
<table>{"".join(f"<tr><td><a href=y>{x.title}" for x in o[:6])}</table></td></tr></table><br>{w(s, "جميع الحقوق محفوظة", "All rights reserved")} &copy; {s.outlet} 2021</body>""",
    )


def drupal(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/node/{s.id[1:]}31",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8" />
<meta name="dcterms.title" content="{s.title}" /><meta name="dcterms.date" content="{s.iso}" /><meta name="dcterms.publisher" content="{s.outlet}" />
<meta name="Generator" content="Drupal 7" /><title>{s.title} | {s.outlet}</title></head><body class="node-type-article">
<div id="page"><div id="header"><a href="/" id="logo"><img src="logo.png" alt="{w(s, "الرئيسية", "Home")}" /></a><div id="site-name"><a href="/">{s.outlet}</a></div>
<div class="region-header">{links(o, 4)}</div></div><div class="breadcrumb"><a href="/">{w(s, "الرئيسية", "Home")}</a> » {s.section}</div>
<h1 class="title" id="page-title">{s.title}</h1><div class="region region-content"><div class="node node-article"><div class="meta submitted">
{w(s, "أرسله", "Submitted by")} {s.author} {w(s, "في", "on")} {s.written()}</div><div class="content"><div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">
{paras(s)}</div></div></div><div class="field field-name-field-tags"><h3>{w(s, "كلمات مفتاحية", "Tags")}:</h3><ul class="links"><li><a>{s.section}</a></li></ul></div></div>
<ul class="links inline"><li><a>{w(s, "أضف تعليقاً", "Add new comment")}</a></li></ul></div></div>
<div class="region-sidebar"><h2>{w(s, "أخبار ذات صلة", "Related news")}</h2><ul>{links(o, 8)}</ul></div></div></body></html>""",
    )


def divs(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/ar/news/details/{s.id[1:]}45881",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.title} | {s.outlet}</title></head>
<body><div class="topbar"><div class="today">{s.written(s.moment + timedelta(days=33))}</div><div class="lnks">{"".join(f"<a href=z>{x.section}</a>" for x in o)}</div></div>
<div class="hdr"><div class="logo"><a href="/" title="{s.outlet}"></a></div></div><div class="wrap"><div class="main"><div class="ttl"><h1>{s.title}</h1></div>
<div class="info"><div class="dt">{s.written()} - {s.moment:%H:%M}</div><div class="by">{w(s, "كتب", "By")}: {s.author}</div></div><div class="pic"><img src="q.jpg"><div class="cap">{w(s, "أرشيفية", "File photo")}</div></div>
<div class="txt">{paras(s, "div")}</div><div class="sh">{share(s)}</div><div class="rel"><div class="rt">{w(s, "اقرأ أيضا", "Read also")}</div>
{"".join(f'<div class="ri"><a href=z><div>{x.title}</div></a><div>{x.written()}</div></div>' for x in (o * 2)[:12])}</div></div>
<div class="side">{"".join(f'<div class="si"><a href=z>{x.title}</a></div>' for x in (o * 3)[:20])}</div></div><div class="ft">{s.outlet} © 2022</div></body></html>""",
    )


def liveblog(s: Story, o: list[Story]) -> Page:
    url = f"https://{s.host}/live/{s.moment:%Y/%m/%d}/{s.id}-updates"
    updates = [
        {"@type": "BlogPosting", "headline": line[:60], "datePublished": (s.moment + timedelta(hours=n)).isoformat(), "articleBody": line}
        for n, line in enumerate(s.text)
    ]  # fmt: skip
    data = [{"@context": "https://schema.org", "@type": "LiveBlogPosting", "url": url, "headline": s.title, "datePublished": s.iso,
             "coverageStartTime": s.iso, "coverageEndTime": (s.moment + timedelta(days=1)).isoformat(),
             "publisher": {"@type": "NewsMediaOrganization", "name": s.outlet}, "liveBlogUpdate": updates},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": s.section}]}]  # fmt: skip
    posts = "".join(
        f'<div class="live-post" id="p{n}"><time datetime="{(s.moment + timedelta(hours=n)).isoformat()}">{(s.moment + timedelta(hours=n)):%H:%M}</time><div class="live-body"><p>{line}</p></div></div>'
        for n, line in enumerate(s.text)
    )
    return (
        url,
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.title} | {w(s, "مباشر", "Live updates")} | {s.outlet}</title>
<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{s.outlet}">{ld(data)}</head><body><header><a class="brand" href="/">{s.outlet}</a></header>
<main><article><h1>{s.title}</h1><div class="live-badge">{w(s, "تغطية مباشرة", "Live")}</div><section class="live-feed">{posts}</section></article>
<aside><ul>{links(o)}</ul></aside></main></body></html>""",
    )


def blogger(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/{s.moment:%Y/%m}/blog-post_{s.id[1:]}8.html",
        f"""<!DOCTYPE html><html class='v2' {direction(s)}><head><meta charset='utf-8'/>
<title>{s.outlet}: {s.title}</title><meta content='{s.title}' property='og:title'/><meta content='blogger' name='generator'/></head><body><div class='content'>
<div class='header section' id='header'><div class='titlewrapper'><h1 class='title'><a href='/'>{s.outlet}</a></h1></div></div>
<div class='blog-posts hfeed'><h2 class='date-header'><span>{s.written()}</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{s.title}</h3>
<div class='post-body entry-content' id='post-body-1'><div dir="rtl" style="text-align: right;">{lines(s)}</div><div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>{w(s, "مرسلة بواسطة", "Posted by")} <span class='fn'>{s.author}</span></span>
<span class='post-timestamp'>{w(s, "في", "at")} <a class='timestamp-link'><abbr class='published' title='{s.iso}'>{s.moment:%I:%M}</abbr></a></span></div></div>
<div class='comments' id='comments'><h4>{w(s, "ليست هناك تعليقات", "No comments")}:</h4></div></div>
<div class='sidebar'><h2>{w(s, "أرشيف المدونة", "Blog Archive")}</h2><ul>{links(o, 9)}</ul></div></div></body></html>""",
    )


def spa(s: Story, o: list[Story]) -> Page:
    url = f"https://{s.host}/{s.id}?ref=home"
    data = [{"@context": "https://schema.org", "@type": ["NewsArticle", "ReportageNewsArticle"], "headline": s.title, "url": url,
             "datePublished": s.moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "dateModified": "2023-01-01T00:00:00.000Z",
             "publisher": [{"@type": "NewsMediaOrganization", "name": s.outlet}]},
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": x.title, "datePublished": x.iso} for x in o[:4]]}]  # fmt: skip
    body = "".join(f'<div class="sc-{n % 3}x"><p class="css-1{n}kq">{line}</p></div>' for n, line in enumerate(s.text))
    cards = "".join(
        f'<a class="card-{n}" href="/n"><h3>{x.title}</h3><p>{x.text[0]}</p></a>' for n, x in enumerate(o[:5])
    )
    return (
        url,
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"/><title>{s.title} — {s.outlet}</title>
<meta property="og:site_name" content="{s.outlet}"/><meta property="og:title" content="{s.title}"/>{ld(data)}</head><body><div id="__next"><header class="css-h"><a aria-label="{s.outlet}" href="/"></a></header>
<main class="css-m"><div class="css-t"><h1 class="css-9x">{s.title}</h1><span class="css-a">{s.author}</span><time class="css-d" datetime="{s.iso}">{s.written()}</time></div>
<div class="css-b">{body}</div></main><section class="css-r"><h2>{w(s, "قد يهمك أيضا", "You may also like")}</h2>{cards}</section></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{}}}}</script></body></html>""",
    )


def aspnet(s: Story, o: list[Story]) -> Page:
    day = f"{s.moment:%d/%m/%Y} {s.moment:%I:%M:%S} {w(s, 'م', 'PM')}" if s.moment.day > 12 else s.written()
    return (
        f"http://{s.host}/Details.aspx?nid={s.id[1:]}9931",
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>
	{s.outlet} - {s.title}
</title></head><body dir="{w(s, "rtl", "ltr")}"><form method="post" action="Details.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" value="{"A1b" * 300}" />
<div id="head"><a href="Default.aspx"><img src="images/logo.jpg" alt="{s.outlet}" /></a><ul>{links(o, 6)}</ul></div><div id="ctl00_body">
<span id="ctl00_ContentPlaceHolder1_lblTitle" class="NewsTitle">{s.title}</span><br /><span id="ctl00_ContentPlaceHolder1_lblDate" class="NewsDate">{day}</span>
<div id="ctl00_ContentPlaceHolder1_divDetails" class="NewsDetails"><span id="ctl00_lblBody"><p>{"</p><p>".join(s.text)}</p></span></div>
<div class="tools">{w(s, "عدد المشاهدات", "Views")}: 1532 | {w(s, "تكبير الخط", "Text size")}</div><div id="related"><h4>{w(s, "مواضيع متعلقة", "Related topics")}</h4><ul>{links(o, 10)}</ul></div></div>
<div id="foot">{w(s, "جميع الحقوق محفوظة لـ", "Copyright")} {s.outlet} © 2021</div></form></body></html>""",
    )


def microdata(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/{s.moment:%Y/%m/%d}/{s.id}/",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.title}</title>
<meta name="application-name" content="{s.outlet}"></head><body itemscope itemtype="http://schema.org/NewsArticle"><div id="hd"><a href="/" class="logo">{s.outlet}</a></div>
<article><h1 itemprop="headline">{s.title}</h1><p class="lead-meta"><span itemprop="author">{s.author}</span></p><div itemprop="articleBody">
{paras(s)}<blockquote class="twitter-tweet"><p>{w(s, "تابعونا على تويتر لمزيد من التفاصيل", "Follow us on Twitter for more")}</p></blockquote></div><p class="copyright">© {s.outlet} 2021</p></article>
<div class="wall">{"".join(f"<h4><a href=q>{x.title}</a></h4><p>{x.text[0][:90]}...</p>" for x in (o * 2)[:10])}</div></body></html>""",
    )


MANNERS: tuple[Manner, ...] = (wordpress, amp, soup, drupal, divs, liveblog, blogger, spa, aspnet, microdata)
