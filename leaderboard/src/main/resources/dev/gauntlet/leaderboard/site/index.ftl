<#import "layout.ftl" as layout>
<#import "parts.ftl" as parts>

<#macro heat value href>
<#if value.step < 0>
<td class="${(value.text == "failed")?then("failed", "absent")}" data-sort=""><a href="${href}" title="${value.title}">${value.text}</a></td>
<#else>
<td class="heat h${value.step}" data-sort="${value.share}"><a href="${href}" title="${value.title}<#if value.marked>; not all counted</#if>">${value.text}<#if value.marked><sup aria-label="not all counted">†</sup></#if></a></td>
</#if>
</#macro>

<#macro heatMap map label>
<@layout.scroll label=label>
<table class="matrix sortable">
<thead>
<tr class="groups">
<td></td>
<#if map.framed><td></td></#if>
<#list map.groups as group><th scope="colgroup" colspan="${group.span}" title="${group.access.explanation}">${group.access.title}</th></#list>
<#if map.framed><td></td></#if>
</tr>
<tr>
<th scope="col">Defense</th>
<#if map.framed><th scope="col" class="frame" title="Accuracy on the unperturbed images">clean</th></#if>
<#list map.columns as column>
<th scope="col" title="${column.title}"><a href="attacks/${column.id}.html">${column.id}</a></th>
</#list>
<#if map.framed><th scope="col" class="frame" title="Correct under every attack of the suite, image by image">worst case</th></#if>
</tr>
</thead>
<tbody>
<#list map.rows as row>
<tr>
<th scope="row"><a href="defenses/${row.id}.html">${row.title}</a></th>
<#if map.framed><@heat value=row.clean href="defenses/${row.id}.html"/></#if>
<#list row.cells as cell>
<@heat value=cell href="defenses/${row.id}.html#cell-${map.columns[cell?index].id}"/>
</#list>
<#if map.framed><@heat value=row.worstCase href="defenses/${row.id}.html"/></#if>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>
<p class="legend"><span>0 %</span><span class="scale" aria-hidden="true"><#list 0..20 as step><i class="heat h${step}"></i></#list></span><span>100 %</span><span class="key"><i class="failed"></i> failed: nothing could run</span><span class="key">n/a: the two cannot meet</span><span class="key">† not all counted: something failed on some images, or some attacks are left out</span></p>
</#macro>

<#macro attackTable of label heading explanation>
<@layout.scroll label=label>
<table class="sortable">
<thead>
<tr>
<th scope="col" class="number">Rank</th>
<th scope="col">Attack</th>
<th scope="col">Access</th>
<th scope="col" class="number" title="${explanation}">${heading}, %</th>
<th scope="col" class="number">Images</th>
<th scope="col" class="number" title="The attack's own time over all images">Time</th>
<th scope="col" data-nosort>Notes</th>
</tr>
</thead>
<tbody>
<#list of as attack>
<tr>
<td class="number rank" data-sort="${attack.order}">${attack.rank}</td>
<th scope="row"><a href="attacks/${attack.id}.html">${attack.title}</a> <code class="id">${attack.id}</code></th>
<td><@parts.accessTag access=attack.access/></td>
<td class="number score" data-sort="${attack.share}"><@parts.bar share=attack.share/><span class="value">${attack.score}</span></td>
<td class="number" data-sort="${attack.share}">${attack.counts}</td>
<td class="number" data-sort="${attack.seconds}">${attack.time}</td>
<td class="notes"><@parts.notes of=attack.notes/></td>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>
</#macro>

<@layout.page title="${page.dataset}, ${page.budget}" current="index">
<p class="kind">Robustness leaderboard</p>
<h1>${page.dataset} <span class="budget">${page.budget}</span></h1>
<p class="lead">${page.summary}</p>
<#if page.notices?has_content>
<p class="notices"><#list page.notices as notice>${notice} </#list><a href="run.html#warnings">Read more</a></p>
</#if>

<h2 id="defenses">Defenses</h2>
<@layout.scroll label="Ranking of defenses">
<table class="sortable ranking">
<thead>
<tr>
<th scope="col" class="number" title="= marks ranks that a paired test cannot tell apart">Rank</th>
<th scope="col">Defense</th>
<th scope="col" class="number" title="Correct images over all attacks, as a share of what was possible">Score, %</th>
<th scope="col" class="number" title="Accuracy on the unperturbed images, with its 95 % interval">Clean, %</th>
<th scope="col" class="number" title="Images correct under every attack of the suite, with its 95 % interval">Worst case, %</th>
<th scope="col" class="number" title="Seconds per 100 images: median, and 95th percentile">s / 100 <span class="interval">p95</span></th>
<th scope="col" class="number" title="Forward and backward passes per training image, over all epochs, and the time on the machine that trained it">Training passes <span class="interval">time</span></th>
<th scope="col" data-nosort>Notes</th>
</tr>
</thead>
<tbody>
<#list page.defenses as defense>
<tr>
<td class="number rank" data-sort="${defense.order}"<#if defense.tied> title="A paired test cannot tell it from a neighbour"</#if>>${defense.rank}</td>
<th scope="row"><a href="defenses/${defense.id}.html">${defense.title}</a></th>
<td class="number score" data-sort="${defense.share}"><@parts.bar share=defense.share/><span class="value" title="${defense.counts}">${defense.score}</span></td>
<td class="number" data-sort="${defense.clean.share}"><span class="value" title="${defense.clean.counts}">${defense.clean.percent}</span> <@parts.interval accuracy=defense.clean/></td>
<#if defense.worstCase??><td class="number" data-sort="${defense.worstCase.share}"><span class="value" title="${defense.worstCase.counts}">${defense.worstCase.percent}</span> <@parts.interval accuracy=defense.worstCase/></td><#else><td class="number" data-sort="">–</td></#if>
<td class="number" data-sort="${defense.median}">${defense.median} <span class="interval">${defense.p95}</span></td>
<td class="number training" data-sort="${defense.training.order}"<#if defense.training.perEpoch?has_content> title="${defense.training.perEpoch} per image and epoch<#if defense.training.epochs?has_content>; epochs: ${defense.training.epochs}</#if>"</#if>>${defense.training.total?has_content?then(defense.training.total, "–")} <span class="interval">${defense.training.time}</span></td>
<td class="notes"><@parts.notes of=defense.notes/></td>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>

<h2 id="matrix">Accuracy under every attack, %</h2>
<@heatMap map=page.heatMap label="Accuracy of every defense under every attack"/>

<#if page.attacks?has_content>
<h2 id="attacks">Attacks</h2>
<@attackTable of=page.attacks label="Ranking of untargeted attacks" heading="Misclassified" explanation="Misclassified images over all defenses, as a share of what was possible"/>
</#if>

<#if page.targetedAttacks?has_content>
<h2 id="targeted">Targeted attacks</h2>
<@attackTable of=page.targetedAttacks label="Ranking of targeted attacks" heading="Target hit" explanation="Images classified as the class the attack aimed at, over all defenses, as a share of what was possible"/>
<h3>Images classified as the target, %</h3>
<@heatMap map=page.hits label="Images classified as the target, by defense and targeted attack"/>
</#if>

<h2 id="downloads">Downloads</h2>
<ul class="downloads">
<#list page.downloads as download>
<li><a href="${download.name}" download><code>${download.name?keep_after_last("/")?has_content?then(download.name?keep_after_last("/"), download.name)}</code></a> <span class="explain">${download.what}, ${download.size}</span></li>
</#list>
</ul>
<p class="explain">The CSV files have the names and columns of the NIPS 2017 competition's toolkit.</p>

<h2 id="terms">Reading this page</h2>
<dl class="terms">
<dt>Score</dt><dd>Correct images over all attacks, divided by what was possible. An attack's score is the share of images it made the defenses misclassify; a targeted attack's, the share classified as its target.</dd>
<dt>Clean</dt><dd>Accuracy on the unperturbed images.</dd>
<dt>Worst case</dt><dd>Share of images classified correctly clean and under <em>every</em> attack: the adversary picks the best attack for each image. An upper bound on robust accuracy, not a proof of it.</dd>
<dt>Intervals</dt><dd>95 % Wilson score intervals: the range of accuracies that this many images leave open.</dd>
<dt>Ranks with “=”</dt><dd>Neighbours that a paired test on the same images cannot tell apart.</dd>
<dt>s / 100</dt><dd>Seconds to classify 100 images, median and 95th percentile.</dd>
<dt>Training passes</dt><dd>How often each training image went through the network, forward and backward, over all epochs, and how long that took; without the trainings of other models it builds on. Passes compare between machines, times do not.</dd>
<#list page.levels as level>
<dt>${level.title}</dt><dd>${level.explanation}</dd>
</#list>
</dl>
</@layout.page>
