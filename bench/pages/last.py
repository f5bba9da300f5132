"""Pages in the manner of eight more systems, written before the rules for headline and outlet were changed, measured once after."""

from __future__ import annotations

import json
from datetime import timedelta

from load import Story
from tuned import Manner, Page, direction, ld, lines, links, paras, share, w


def drupal_views(s: Story, o: list[Story]) -> Page:
    """A report shown by a view: the page's own title is that of the view, the headline one field of a row."""
    rows = "".join(
        f'<div class="views-row"><div class="views-field views-field-title"><span class="field-content"><a href="/node/{x.id[1:]}8">{x.title}</a></span></div>'
        f'<div class="views-field views-field-created"><span class="field-content">{x.moment:%d/%m/%Y}</span></div></div>'
        for x in o[:4]
    )
    return (
        f"https://{s.host}/{s.lang}/news-details/{s.id[1:]}31",
        f"""<!DOCTYPE html><html {direction(s)} prefix="og: http://ogp.me/ns#"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 9 (https://www.drupal.org)" /><title>{w(s, "تفاصيل الخبر", "News details")} | {s.outlet}</title><link rel="shortlink" href="https://{s.host}/node/{s.id[1:]}31" /></head>
<body class="path-news-details"><div class="dialog-off-canvas-main-canvas"><header role="banner"><div class="region region-header"><div id="block-branding" class="block block-system-branding-block"><a href="/{s.lang}" rel="home"><img src="/themes/custom/logo.svg" alt="{w(s, "الرئيسية", "Home")}" /></a><div class="site-slogan">{w(s, "خبر موثوق", "News you can trust")}</div></div>
<nav role="navigation"><ul class="menu">{links(o, 4)}</ul></nav></div></header><div class="region region-breadcrumb"><ol class="breadcrumb"><li><a href="/">{w(s, "الرئيسية", "Home")}</a></li><li>{w(s, "تفاصيل الخبر", "News details")}</li></ol></div>
<main role="main"><div class="region region-content"><div id="block-pagetitle"><h1 class="page-header">{w(s, "تفاصيل الخبر", "News details")}</h1></div><div class="views-element-container"><div class="view view-news-details view-id-news_details view-display-id-page_1"><div class="view-content"><div class="views-row">
<div class="views-field views-field-field-category"><div class="field-content">{s.section}</div></div><div class="views-field views-field-title"><h3 class="field-content">{s.title}</h3></div><div class="views-field views-field-created"><span class="views-label views-label-created">{w(s, "تاريخ النشر", "Posted on")}: </span><span class="field-content">{s.written()}</span></div>
<div class="views-field views-field-body"><div class="field-content">{paras(s)}</div></div></div></div></div></div>
<div class="view view-latest-news"><div class="view-header"><h2>{w(s, "أحدث الأخبار", "Latest news")}</h2></div><div class="view-content">{rows}</div></div></div></main>
<footer role="contentinfo"><p>&copy; {s.moment.year + 1} {s.outlet}. {w(s, "كل الحقوق محفوظة", "All rights reserved")}.</p></footer></div></body></html>""",
    )


def joomla_category(s: Story, o: list[Story]) -> Page:
    """A site whose menu gives every report its category as the page's heading and in the title element."""
    return (
        f"https://{s.host}/index.php/{s.lang}/component/content/article/{s.id[1:]}04-{s.moment:%Y-%m-%d-%H-%M-%S}?catid=12&Itemid=101",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><base href="https://{s.host}/index.php/{s.lang}/component/content/article/{s.id[1:]}04"><meta name="author" content="{s.author}"><meta name="generator" content="Joomla! - Open Source Content Management"><title>{s.section} - {s.outlet}</title></head>
<body class="site com_content view-article"><header class="header"><div class="header-inner"><a class="brand pull-left" href="/"><img src="/images/head.png" alt="{s.outlet}"></a></div><div class="moduletable"><p>{w(s, "اليوم", "Today is")} {s.written(s.moment + timedelta(days=812))}</p></div></header>
<div class="breadcrumbs"><span>{w(s, "أنت هنا:", "You are here:")}</span><ul class="breadcrumb"><li><a href="/" class="pathway">{w(s, "الرئيسية", "Home")}</a></li><li><a class="pathway" href="/c">{s.section}</a></li><li class="active"><span>{s.title}</span></li></ul></div>
<main id="content"><div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h1>{s.section}</h1></div><div class="page-header"><h2 itemprop="name">{s.title}</h2></div><div class="icons"><ul><li class="print-icon"><a href="?print=1">{w(s, "طباعة", "Print")}</a></li></ul></div>
<dl class="article-info muted"><dt class="article-info-term">{w(s, "التفاصيل", "Details")}</dt><dd class="createdby">{w(s, "كتب بواسطة:", "Written by:")} {s.author}</dd><dd class="category-name">{w(s, "المجموعة:", "Category:")} {s.section}</dd><dd class="published"><time datetime="{s.iso}" itemprop="datePublished">{w(s, "نشر بتاريخ:", "Published:")} {s.written()}</time></dd><dd class="hits">{w(s, "الزيارات:", "Hits:")} 1204</dd></dl>
<div itemprop="articleBody">{paras(s)}</div><ul class="pager pagenav"><li class="previous"><a href="/p">{w(s, "السابق", "Prev")}</a></li><li class="next"><a href="/n">{w(s, "التالي", "Next")}</a></li></ul></div></main>
<aside><div class="well"><h3 class="page-header">{w(s, "الأكثر قراءة", "Most read")}</h3><ul class="mostread">{links(o, 5)}</ul></div></aside><footer class="footer"><p>&copy; {s.moment.year + 2} {s.outlet}</p><p><a href="#top">{w(s, "إلى الأعلى", "Back to Top")}</a></p></footer></body></html>""",
    )


def ministry(s: Story, o: list[Story]) -> Page:
    """A portal of ASP.NET: the title names the office and its media centre, everything in spans with generated names."""
    items = "".join(
        f'<tr><td><a id="ctl00_rpt_ctl0{n}_lnk" href="NewsDetails.aspx?id={x.id[1:]}90">{x.title}</a></td></tr>'
        for n, x in enumerate(o[:4])
    )
    return (
        f"https://{s.host}/MediaCenter/Pages/NewsDetails.aspx?id={s.id[1:]}22",
        f"""<!DOCTYPE html><html {direction(s)}><head id="ctl00_Head1"><meta charset="utf-8" /><title>
\t{s.outlet} - {w(s, "المركز الإعلامي", "Media Centre")} - {w(s, "الأخبار", "News")}
</title><meta name="description" content="{w(s, "الموقع الرسمي", "Official site")} {s.outlet}" /></head><body><form method="post" action="./NewsDetails.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKMTY1NDU2MTA1MmRk" />
<div class="top-bar"><a href="#main">{w(s, "تخطي إلى المحتوى", "Skip to content")}</a><span id="ctl00_lblDate">{s.written(s.moment + timedelta(days=330))}</span></div><div class="header"><a href="/" id="ctl00_lnkHome"><img id="ctl00_imgLogo" src="/Style/logo.png" alt="{s.outlet}" /></a><h1 class="ministry">{s.outlet}</h1></div>
<div class="menu"><ul>{links(o, 5)}</ul></div><div class="path"><span id="ctl00_SiteMapPath1"><a href="/">{w(s, "الصفحة الرئيسية", "Home page")}</a> &gt; <a href="/MediaCenter">{w(s, "المركز الإعلامي", "Media Centre")}</a> &gt; <span>{w(s, "الأخبار", "News")}</span></span></div>
<div id="main"><h2 class="inner-title">{w(s, "المركز الإعلامي", "Media Centre")}</h2><div class="details"><span id="ctl00_PlaceHolderMain_lblTitle" class="NewsTitle">{s.title}</span><br /><span id="ctl00_PlaceHolderMain_lblDate" class="NewsDate">{s.moment:%d/%m/%Y}</span>
<div class="pic"><img id="ctl00_PlaceHolderMain_img" src="/n.jpg" alt="" /></div><div id="ctl00_PlaceHolderMain_divBody" class="NewsText"><div>{lines(s)}</div></div></div><div class="tools"><span>{w(s, "حجم الخط", "Font size")}</span> <a>A+</a> <a>A-</a> {share(s)}</div></div>
<div class="side"><h3>{w(s, "أخبار ذات صلة", "Related news")}</h3><table>{items}</table></div><div class="footer"><ul><li><a>{w(s, "اتصل بنا", "Contact us")}</a></li><li><a>{w(s, "خريطة الموقع", "Site map")}</a></li></ul><p>{w(s, "جميع الحقوق محفوظة لـ", "All rights reserved for")} {s.outlet} © {s.moment.year + 1}</p><p>{w(s, "عدد الزوار", "Visitors")}: 4812093</p></div></form></body></html>""",
    )


def blogger_theme(s: Story, o: list[Story]) -> Page:
    """A bought theme for a blog: the blog's name in a first heading, the report's in one that calls itself a topic."""
    cards = "".join(
        f'<article class="Posts"><a class="thumb" href="/{x.moment:%Y/%m}/{x.id}.html"></a><h3 class="rnav-title"><a href="/{x.moment:%Y/%m}/{x.id}.html">{x.title}</a></h3></article>'
        for x in (o * 2)[:4]
    )
    return (
        f"https://{s.host}/{s.moment:%Y/%m}/blog-post_{s.moment:%d}.html",
        f"""<!DOCTYPE html><html class="ltr" {direction(s)} xmlns:b='http://www.google.com/2005/gml/b'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><meta content='blogger' name='generator'/><title>{s.title} ~ {s.outlet}</title><link href='https://{s.host}/feeds/posts/default?alt=rss' rel='alternate' title='{s.outlet} - RSS' type='application/rss+xml'/>
<meta content='{s.outlet}' property='og:title'/><meta content='blog' property='og:type'/><link href='https://{s.host}/{s.moment:%Y/%m}/blog-post_{s.moment:%d}.html' rel='canonical'/></head>
<body class='item'><div id='LinkList304'><ul>{links(o, 3)}</ul></div><header><div class='headcont'><div id='Header1'><h1 class='blog-name'><a href='https://{s.host}/'>{s.outlet}</a></h1><p class='desc'>{w(s, "مدونة تتابع ما يجري", "A blog on what goes on")}</p></div></div></header>
<div id='main'><nav id='Nav-Menu'><a href='/'>{w(s, "الصفحة الرئيسية", "Home")}</a> / <a href='/search/label/x'>{s.section}</a></nav><div class='Blog'><article class='PostByGroup'><h2 class='topic-title'>{s.title}</h2><div class='post-meta'><span class='author-name'>{s.author}</span><time class='p-date' title='{s.iso}'>{s.written()}</time></div><div class='post-body' id='post-body'>{lines(s)}<div style='clear:both'></div></div>
<div class='post-tags'>{w(s, "التصنيفات:", "Labels:")} <a>{s.section}</a></div><div class='sharing'>{share(s)}</div></article><div class='related'><div class='headline'><h3 class='title'>{w(s, "مقالات قد تهمك", "You may like these posts")}</h3></div>{cards}</div><section id='comments'><h3>{w(s, "ليست هناك تعليقات", "No comments")}</h3></section></div></div>
<footer><div>{w(s, "الحقوق محفوظة", "Copyright")} © <a href='/'>{s.outlet}</a> {s.moment.year + 1}</div><div>Theme by SeoTheme</div></footer></body></html>""",
    )


def soup(s: Story, o: list[Story]) -> Page:
    """A site put together by hand in a builder: divisions only, every text a paragraph with a class for its size."""
    size = "font-size:34px; line-height:1.2em"

    def box(inner: str, kind: str = "font_8", style: str = "font-size:16px") -> str:
        return f'<div id="comp-k{len(kind)}x" class="_2Hij5 wixui-rich-text" data-testid="richTextElement"><p class="{kind}" style="{style}"><span style="{style}">{inner}</span></p></div>'

    body = "".join(f'<p class="font_8"><span class="wixGuard">&#8203;</span>{line}</p>' for line in s.text)
    cards = "".join(f'<div data-hook="gallery-item"><a href="/{x.id}"><div>{x.title}</div></a></div>' for x in o[:4])
    return (
        f"https://{s.host}/copy-of-{s.id}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><meta name="generator" content="Wix.com Website Builder"/><title>{w(s, "الأخبار", "News")} | {s.outlet}</title><meta property="og:title" content="{w(s, "الأخبار", "News")} | {s.outlet}"/><meta property="og:site_name" content="{s.outlet}"/><meta property="og:type" content="website"/></head>
<body class="responsive"><div id="SITE_CONTAINER"><div id="SITE_HEADER"><div class="_3XkQ">{box(s.outlet, "font_0", "font-size:48px")}</div><div role="navigation"><ul>{links(o, 3)}</ul></div></div><div id="PAGES_CONTAINER"><div id="SITE_PAGES"><div data-testid="mesh-container-content">
{box(w(s, "الأخبار", "News"), "font_2", "font-size:22px")}<div class="_1KV2M" data-testid="linesSvg"></div>{box(f'<span style="font-weight:bold">{s.title}</span>', "font_2", size)}{box(s.written())}<div class="wixui-image"><img src="m.jpg" alt="IMG_2041.jpg"></div><div class="_2Hij5" data-testid="richTextElement">{body}</div>
{box(w(s, "المزيد", "More"), "font_4", "font-size:20px")}<div class="gallery">{cards}</div></div></div></div><div id="SITE_FOOTER">{box(f"© {s.moment.year + 1} {s.outlet}")}{box("info@example.com")}</div></div></body></html>""",
    )


def next_data(s: Story, o: list[Story]) -> Page:
    """A site made by scripts whose head is the same on all pages; classes are generated; the data follow as a script."""
    data = {"props": {"pageProps": {"article": {"id": s.id, "title": s.title, "category": {"name": s.section}, "publishedAt": s.iso, "author": s.author,
            "content": s.text[0]}, "related": [{"title": x.title, "publishedAt": x.iso} for x in o[:3]]}}, "page": "/article/[id]", "buildId": "x1"}  # fmt: skip
    tagline = w(s, "أخبار على مدار الساعة", "News around the clock")
    cards = "".join(
        f'<a class="Card_link__9Zq1" href="/article/{x.id}"><span class="Card_tag__1">{x.section}</span><h3 class="Card_title__2bT">{x.title}</h3></a>'
        for x in o[:3]
    )
    return (
        f"https://{s.host}/article/{s.id}0d1f",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charSet="utf-8"/><title>{s.outlet} | {tagline}</title><meta property="og:title" content="{s.outlet} | {tagline}"/><meta property="og:description" content="{tagline}"/><meta name="viewport" content="width=device-width"/><meta name="next-head-count" content="5"/></head>
<body><div id="__next"><div class="Layout_root__3kd"><header class="Header_wrap__1x"><a class="Header_home__8" href="/"><svg><title>logo</title></svg><span class="Header_name__2">{s.outlet}</span></a><div class="Ticker_bar__1"><b>{w(s, "عاجل", "Breaking")}</b> {o[0].title}</div></header><div class="Article_wrap__Qs"><div class="Article_cat__0">{s.section}</div>
<h1 class="Article_h__7Kd">{s.title}</h1><div class="Article_meta__1"><span>{s.author}</span><span>{s.written()}</span></div><div class="Article_txt__88">{paras(s)}</div><div class="Share_row__4">{share(s)}</div></div><section class="More_sec__1"><h2 class="More_h__7Kd">{w(s, "اقرأ المزيد", "Read more")}</h2>{cards}</section>
<footer class="Footer_f__1"><span>{s.outlet} {s.moment.year + 1}©</span><a>{w(s, "سياسة الخصوصية", "Privacy policy")}</a></footer></div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script></body></html>""",
    )


def bulletin(s: Story, o: list[Story]) -> Page:
    """An agency's bulletin: a numbered item under the bulletin's name, the agency's sign in the first line and the last."""
    sign = s.outlet.split()[-1]
    rest = "".join(
        f'<div class="itm"><a href="item.php?n={n + 40}">{n + 40}. {x.title}</a></div>' for n, x in enumerate(o[:5])
    )
    first = f"<p>{w(s, 'العاصمة', 'THE CAPITAL')}, {s.moment.day} ({sign}) - {s.text[0]}</p>"
    return (
        f"http://{s.host}/bulletin/item.php?n=39&d={s.moment:%Y%m%d}",
        f"""<html {direction(s)}><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{s.outlet} :: {w(s, "النشرة اليومية", "Daily bulletin")} 4417</title></head><body>
<div id="hdr"><img src="hdr.gif" alt="{s.outlet}"><span class="no">{w(s, "النشرة اليومية", "Daily bulletin")} {w(s, "رقم", "no.")} 4417</span></div><div class="tabs"><a href="/bulletin">{w(s, "النشرة", "Bulletin")}</a> <a href="/photos">{w(s, "الصور", "Photos")}</a> <a href="/about">{w(s, "من نحن", "About us")}</a></div>
<div class="sec">{s.section}</div><div class="itemno">39</div><div class="hd">{s.title}</div><div class="dt">{s.written()} {s.moment:%H:%M}</div><div class="tx">{first}{"".join(f"<p>{line}</p>" for line in s.text[1:])}<p class="end">({w(s, "انتهى", "End")}) {sign}</p></div>
<div class="nav">{w(s, "في هذه النشرة", "In this bulletin")}</div>{rest}<div id="ftr">{s.outlet} - {w(s, "هاتف", "Tel.")} 000 555 100 - {w(s, "جميع الحقوق محفوظة", "All rights reserved")}</div></body></html>""",
    )


def print_edition(s: Story, o: list[Story]) -> Page:
    """A page of a newspaper's print edition: issue and page in the title, a line above the headline and one below."""
    issue = w(s, f"العدد {14820}", f"Issue {14820}")
    others = "".join(
        f'<li class="same-page"><a href="/print/{s.day}/3/{x.id}"><h4>{x.title}</h4></a></li>' for x in o[:4]
    )
    data = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": s.outlet,
        "url": f"https://{s.host}/",
    }
    return (
        f"https://{s.host}/print/{s.day}/3/{s.id}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.outlet} - {issue} - {w(s, "صفحة", "Page")} 3</title><meta property="og:title" content="{s.section} - {s.outlet}"><meta property="og:image" content="p3.jpg">{ld(data)}</head><body class="print-ed">
<header><div class="masthead"><a href="/"><img src="mast.png" alt="{s.outlet}"></a></div><div class="issue-line"><span>{issue}</span> <span>{s.written()}</span> <span>{w(s, "الثمن", "Price")} 2</span></div></header><div class="crumbs"><a href="/">{w(s, "الرئيسية", "Home")}</a> &raquo; <a href="/print">{w(s, "الطبعة الورقية", "Print edition")}</a> &raquo; <a href="/print/{s.day}">{issue}</a> &raquo; {s.section}</div>
<div class="page-view"><h2 class="page-label">{w(s, "صفحة", "Page")} 3: {s.section}</h2><div class="story"><h4 class="kicker">{w(s, "ما بعد القرار", "After the decision")}</h4><h3>{s.title}</h3><h5 class="deck">{w(s, "أسئلة كثيرة تنتظر الأيام المقبلة", "Many questions await the coming days")}</h5><div class="writer">{s.author}</div><div class="cols">{paras(s)}</div></div></div>
<div class="also"><h3>{w(s, "في الصفحة نفسها", "On the same page")}</h3><ul>{others}</ul></div><div class="pages"><a href="/print/{s.day}/1">1</a> <a href="/print/{s.day}/2">2</a> <a class="on">3</a> <a href="/print/{s.day}/4">4</a></div><footer>{w(s, "تصدر عن دار الصحافة المتحدة", "Published by United Press House")}<br>© {s.outlet} {s.moment.year}</footer></body></html>""",
    )


MANNERS: list[Manner] = [
    drupal_views,
    joomla_category,
    ministry,
    blogger_theme,
    soup,
    next_data,
    bulletin,
    print_edition,
]
